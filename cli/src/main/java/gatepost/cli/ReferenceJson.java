package gatepost.cli;

import gatepost.closing.CodeEntry;
import gatepost.closing.Comparison;
import gatepost.closing.ExchangeStep;
import gatepost.closing.Explanation;
import gatepost.closing.Reading;
import gatepost.closing.Recognition;
import gatepost.closing.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reference for machines: {@code docs/schemas} describes what it looks like. */
final class ReferenceJson {
    private static final JsonMapper MAPPER = TerminalJson.INDENTED;

    private ReferenceJson() {}

    /** Codes that were asked for, each with what line it was read from. */
    static String explanations(
            Reference reference, List<Explanation> explanations, Optional<Reading> reading) {
        ObjectNode answer = answer(reference);
        reading.ifPresent(read -> fill(answer.putObject("reading"), reference, read));
        ArrayNode codes = answer.putArray("codes");
        explanations.forEach(each -> fill(codes.addObject(), each));
        return MAPPER.writeValueAsString(answer);
    }

    /** That a text was not recognised. */
    static String unknown(Reference reference, Recognition.Known nearest) {
        ObjectNode answer = answer(reference);
        answer.putObject("nearest")
                .put("program", nearest.program().key())
                .put("text", nearest.text());
        answer.putArray("codes");
        return MAPPER.writeValueAsString(answer);
    }

    static String comparison(Reference reference, Comparison comparison) {
        ObjectNode answer = answer(reference);
        fill(answer.putObject("first"), comparison.first());
        fill(answer.putObject("second"), comparison.second());
        answer.put("written", comparison.written());
        answer.put("gist", comparison.gist());
        comparison.confused().ifPresent(why -> answer.put("confused", why));
        ArrayNode differences = answer.putArray("differences");
        for (Comparison.Difference each : comparison.differences()) {
            differences
                    .addObject()
                    .put("fact", Reference.word(each.first().kind()))
                    .put("label", each.label())
                    .put("first", each.first().value())
                    .put("second", each.second().value());
        }
        answer.put("apart", comparison.apart());
        answer.put("look", comparison.look());
        answer.put("choose", comparison.choose());
        return MAPPER.writeValueAsString(answer);
    }

    static String codes(Reference reference, List<CodeEntry> entries) {
        ObjectNode answer = answer(reference);
        ArrayNode codes = answer.putArray("codes");
        for (CodeEntry entry : entries) {
            fill(codes.addObject(), entry, reference.name(entry), reference.summary(entry));
        }
        return MAPPER.writeValueAsString(answer);
    }

    private static ObjectNode answer(Reference reference) {
        return MAPPER.createObjectNode().put("language", reference.language().tag());
    }

    private static void fill(ObjectNode node, Reference reference, Reading reading) {
        node.put("program", reading.program().key());
        node.put("code", reading.number());
        node.put("how", Reference.word(reading.how()));
        reading.httpStatus().ifPresent(status -> node.put("httpStatus", status));
        node.put("clue", reading.clue());
        strings(node, "says", reference.sentences(reading));
    }

    private static void fill(ObjectNode node, Explanation explanation) {
        fill(node, explanation.entry(), explanation.name(), explanation.summary());
        node.put("description", explanation.description());
        strings(node, "when", explanation.when());
        ObjectNode fix = node.putObject("fix");
        strings(fix, "client", explanation.onClient());
        strings(fix, "server", explanation.onServer());
        strings(fix, "between", explanation.between());
        ObjectNode example = node.putObject("example");
        example.put("introduction", explanation.exampleIntroduction());
        ArrayNode steps = example.putArray("steps");
        for (ExchangeStep step : explanation.example()) {
            ObjectNode each = steps.addObject().put("from", Reference.word(step.from()));
            step.to().ifPresent(to -> each.put("to", Reference.word(to)));
            each.put("what", step.what());
        }
        strings(node, "practice", explanation.practice());
        node.put("reconnecting", explanation.reconnecting());
    }

    private static void fill(ObjectNode node, CodeEntry entry, String name, String summary) {
        node.put("key", entry.key());
        node.put("first", entry.first());
        node.put("last", entry.last());
        node.put("name", name);
        if (!entry.registeredName().isEmpty()) {
            node.put("registeredName", entry.registeredName());
        }
        node.put("reference", entry.reference());
        node.put("summary", summary);
        strings(node, "sentBy", entry.sendersInOrder().stream().map(Reference::word).toList());
        node.put("legalInCloseFrame", entry.isLegalOnWire());
        node.put("legalInBrowserClose", entry.isLegalInBrowserClose());
        node.put("browserEvent", Reference.word(entry.browserEvent()));
        node.put("fault", Reference.word(entry.fault()));
        node.put("reconnect", Reference.word(entry.reconnecting()));
        entry.httpStatus().ifPresent(status -> node.put("httpStatus", status));
        strings(node, "related", entry.related());
        strings(node, "confusedWith", entry.confusedWith());
    }

    private static void strings(ObjectNode node, String name, Collection<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
    }
}
