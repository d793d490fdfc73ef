package gatepost.cli;

import gatepost.cli.DemoUpstream.Ending;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo tells when it listens: what to try, and what one will see.
 *
 * @param gateway host and port, as in a URL
 */
record DemoGuide(String gateway, List<DemoServer> servers) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String GAP = "  ";
    private static final String NO_ENDING = "your messages";

    /**
     * @param listening where the gateway listens; of all addresses, the one of this machine is told
     */
    static DemoGuide of(InetSocketAddress listening, List<DemoServer> servers) {
        return new DemoGuide(
                listening.getAddress().isAnyLocalAddress()
                        ? "127.0.0.1:" + listening.getPort()
                        : ListenAddress.format(listening),
                servers);
    }

    String page() {
        return "http://" + gateway + "/";
    }

    private String url(DemoUpstream upstream) {
        return "ws://" + gateway + upstream.path();
    }

    /** For people, with a line end behind each line. */
    String text(Ansi ansi) {
        List<Column> columns =
                List.of(
                        Column.of("connect to", servers, this::url),
                        Column.of("the server behind it", servers, DemoUpstream::does),
                        Column.of(
                                "through Gatepost you see",
                                servers,
                                upstream -> seen(upstream.throughGatepost())),
                        Column.of("without it", servers, upstream -> seen(upstream.without())));
        StringBuilder text = new StringBuilder();
        text.append("%n%sOpen ".formatted(GAP))
                .append(ansi.string("@|bold " + page() + "|@"))
                .append(" in a browser, and connect to each of them:%n%n".formatted());
        appendRow(text, ansi, columns, Column::title, _ -> "faint");
        for (DemoServer server : servers) {
            appendRow(
                    text,
                    ansi,
                    columns,
                    column -> column.cell().apply(server.upstream()),
                    DemoGuide::style);
        }
        text.append(
                        "%n%sOr with a client of yours, for example: wscat -c %s%n"
                                .formatted(GAP, url(DemoUpstream.DROPS)))
                .append(
                        "%sA line follows for each connection that ends. Ctrl-C stops it.%n%n"
                                .formatted(GAP));
        return text.toString();
    }

    private static String seen(Optional<Ending> ending) {
        return ending.map(Ending::toString).orElse(NO_ENDING);
    }

    private static String style(String cell) {
        return cell.startsWith("1014") ? "green" : cell.startsWith("1006") ? "red" : "";
    }

    private static void appendRow(
            StringBuilder text,
            Ansi ansi,
            List<Column> columns,
            Function<Column, String> cells,
            Function<String, String> styles) {
        StringBuilder padding = new StringBuilder(GAP);
        for (Column column : columns) {
            String cell = cells.apply(column);
            String style = styles.apply(cell);
            text.append(padding)
                    .append(style.isEmpty() ? cell : ansi.string("@|" + style + " " + cell + "|@"));
            padding.setLength(0);
            padding.append(" ".repeat(column.width() - cell.length())).append(GAP);
        }
        text.append(System.lineSeparator());
    }

    /**
     * @param width of the longest cell or title, in characters
     */
    private record Column(String title, Function<DemoUpstream, String> cell, int width) {
        private static Column of(
                String title, List<DemoServer> servers, Function<DemoUpstream, String> cell) {
            int width =
                    servers.stream()
                            .mapToInt(server -> cell.apply(server.upstream()).length())
                            .reduce(title.length(), Math::max);
            return new Column(title, cell, width);
        }
    }

    /**
     * For machines, on one line: {@code page}, {@code gateway}, and {@code upstreams}: of each
     * {@code name}, {@code does}, {@code url}, {@code direct-url}, and how a connection ends,
     * {@code through-gatepost} and {@code without}, each with {@code code} and {@code reason};
     * absent where the client decides.
     */
    String json() {
        ObjectNode guide = MAPPER.createObjectNode();
        guide.put("page", page());
        guide.put("gateway", "ws://" + gateway);
        var upstreams = guide.putArray("upstreams");
        for (DemoServer server : servers) {
            DemoUpstream upstream = server.upstream();
            ObjectNode node = upstreams.addObject();
            node.put("name", upstream.title());
            node.put("does", upstream.does());
            node.put("url", url(upstream));
            node.put("direct-url", server.url());
            upstream.throughGatepost().ifPresent(it -> put(node, "through-gatepost", it));
            upstream.without().ifPresent(it -> put(node, "without", it));
        }
        return "%s%n".formatted(MAPPER.writeValueAsString(guide));
    }

    private static void put(ObjectNode node, String key, Ending ending) {
        node.putObject(key).put("code", ending.code()).put("reason", ending.reason());
    }
}
