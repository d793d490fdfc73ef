package gatepost.cli;

import gatepost.closing.Certainty;
import gatepost.closing.Closure;
import gatepost.closing.Diagnoses;
import gatepost.closing.Diagnosis;
import gatepost.closing.Diagnosis.Evidence;
import gatepost.closing.Diagnosis.Step;
import gatepost.closing.Diagnosis.Suspicion;
import gatepost.closing.EndingPattern;
import gatepost.closing.LegRecord;
import gatepost.closing.PatternText;
import gatepost.closing.Reference;
import gatepost.closing.TcpEnding;
import gatepost.protocol.CloseFrame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Endings for machines, an object on each line: {@code docs/schemas} describes them. */
final class ClosureJson {
    private static final JsonMapper MAPPER = TerminalJson.ON_ONE_LINE;

    private ClosureJson() {}

    /** One ending. */
    static String closure(Closure closure) {
        ObjectNode node = MAPPER.createObjectNode();
        fill(node, closure);
        return MAPPER.writeValueAsString(node);
    }

    /** One ending, and what it ended by. */
    static String diagnosis(Diagnoses diagnoses, Diagnosis diagnosis) {
        ObjectNode node = MAPPER.createObjectNode().put("language", diagnoses.language().tag());
        fill(node.putObject("closure"), diagnosis.closure());
        ArrayNode suspicions = node.putArray("suspicions");
        for (Suspicion suspicion : diagnosis.suspicions()) {
            ObjectNode each = suspicions.addObject();
            each.put("suspect", suspicion.finding().suspect().key());
            each.put("happened", suspicion.happened());
            each.put("blame", Reference.word(suspicion.finding().suspect().blame()));
            each.put("certainty", word(suspicion.finding().certainty()));
            ArrayNode steps = each.putArray("steps");
            for (Step step : suspicion.steps()) {
                steps.addObject()
                        .put("for", Reference.word(step.audience()))
                        .put("text", step.text());
            }
        }
        ArrayNode evidence = node.putArray("evidence");
        for (Evidence seen : diagnosis.evidence()) {
            ArrayNode lines =
                    evidence.addObject()
                            .put("kind", Reference.word(seen.kind()))
                            .put("label", seen.label())
                            .putArray("lines");
            seen.lines().forEach(lines::add);
        }
        return MAPPER.writeValueAsString(node);
    }

    /** What many have in common. */
    static String patterns(
            Diagnoses diagnoses, int endings, int errors, List<PatternText> patterns) {
        ObjectNode node = MAPPER.createObjectNode().put("language", diagnoses.language().tag());
        node.put("endings", endings);
        node.put("errors", errors);
        ArrayNode all = node.putArray("patterns");
        for (PatternText text : patterns) {
            EndingPattern pattern = text.pattern();
            ObjectNode each = all.addObject();
            each.put("kind", Reference.word(pattern.kind()));
            each.put("count", pattern.count());
            each.put("of", pattern.of());
            each.put("against", pattern.against());
            each.put("confidence", pattern.confidence());
            each.put("happened", text.happened());
            each.put("speaksAgainst", text.against());
            each.put("step", text.step());
            ArrayNode examples = each.putArray("examples");
            pattern.examples().stream().map(UUID::toString).forEach(examples::add);
        }
        return MAPPER.writeValueAsString(node);
    }

    private static String word(Certainty certainty) {
        return Reference.word(certainty);
    }

    private static void fill(ObjectNode node, Closure closure) {
        node.put("id", closure.id().toString());
        node.put("opened", closure.opened().toString());
        node.put("closed", closure.closed().toString());
        node.put("normal", closure.isNormal());
        node.put("cause", closure.cause().getClass().getSimpleName());
        node.put("endedBy", Reference.word(closure.cause().endedBy()));
        node.put("suspect", Diagnoses.suspect(closure).key());
        node.put("evidence", closure.cause().evidence());
        put(node, "route", closure.route());
        put(node, "endpoint", closure.endpoint());
        node.put("clientAddress", closure.clientAddress());
        node.put("path", closure.handshake().path());
        closure.handshake().status().ifPresent(status -> node.put("status", status));
        put(node, "subprotocol", closure.subprotocol());
        node.put("extensions", closure.extensions());
        leg(node, "client", closure.client());
        leg(node, "upstream", closure.upstream());
    }

    private static void leg(ObjectNode node, String name, LegRecord leg) {
        if (leg.tcp() == TcpEnding.NEVER_OPENED) {
            return;
        }
        ObjectNode each = node.putObject(name);
        frame(each, "received", leg.received());
        frame(each, "sent", leg.sent());
        each.put("tcp", Reference.word(leg.tcp()));
        each.put("frames", leg.frames());
        each.put("messages", leg.messages());
        each.put("octets", leg.octets());
        each.put("largestMessage", leg.largestMessage());
        each.put("lastMessage", leg.lastMessage());
        time(each, "lastReceived", leg.lastReceived());
        time(each, "lastSent", leg.lastSent());
        time(each, "ended", leg.ended());
    }

    private static void frame(ObjectNode node, String name, Optional<CloseFrame> frame) {
        frame.ifPresent(
                said -> node.putObject(name).put("code", said.code()).put("reason", said.reason()));
    }

    private static void time(ObjectNode node, String name, Optional<Instant> time) {
        put(node, name, time.map(Instant::toString));
    }

    private static void put(ObjectNode node, String name, Optional<String> value) {
        value.ifPresent(text -> node.put(name, text));
    }
}
