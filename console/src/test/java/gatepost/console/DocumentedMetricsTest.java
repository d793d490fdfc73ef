package gatepost.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gatepost.closing.Cause;
import gatepost.closing.LegRecord;
import gatepost.closing.Reference;
import gatepost.gateway.Endpoint;
import gatepost.gateway.HandshakeOutcome;
import gatepost.gateway.Upstream;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md against what there is. */
class DocumentedMetricsTest {
    private static final String PAGE = read();

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([a-z]+) \\| ([a-z`, ]*)\\| .*\\|$");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|`]+ \\|$");
    private static final Pattern OWN_NAME = Pattern.compile("gatepost_[a-z_]+");
    private static final Pattern CAUSE = Pattern.compile("cause=~\"([A-Za-z|]+)\"");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/metrics.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every metric once, with type and labels. */
    private static Exposition all() throws IOException {
        Metrics metrics = new Metrics("1.2.3");
        metrics.watchJournal(() -> new JournalState(0, 0, 0, 0, false));
        metrics.connected(
                Upstream.of("u", new Endpoint("ws://h", "", List.of(new InetSocketAddress(9)))),
                Duration.ZERO);
        metrics.closed(
                Closures.of(
                        Optional.empty(),
                        LegRecord.NEVER_OPENED,
                        LegRecord.NEVER_OPENED,
                        new Cause.ClientClosed()));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ExpositionFormats.init()
                .getPrometheusTextFormatWriter()
                .write(page, metrics.registry().scrape());
        return Exposition.parse(page.toString(UTF_8));
    }

    private static String described(Exposition exposed, String name) {
        Set<String> labels =
                exposed.samples().keySet().stream()
                        .filter(series -> series.matches(name + "(_bucket|_sum|_count)?(\\{.*)?"))
                        .flatMap(series -> LABEL.matcher(series).results())
                        .map(found -> found.group(1))
                        .filter(label -> !label.equals("le") && !label.equals("quantile"))
                        .collect(toCollection(TreeSet::new));
        return name + " " + exposed.types().get(name) + " " + labels;
    }

    private static Set<String> labels(String cell) {
        return Arrays.stream(cell.split("[`, ]+"))
                .filter(label -> !label.isEmpty())
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void listsEveryMetricWithItsTypeAndItsLabels() throws IOException {
        Exposition exposed = all();
        assertThat(
                        ROW.matcher(PAGE)
                                .results()
                                .map(row ->
                                        row.group(1)
                                                + " "
                                                + row.group(2)
                                                + " "
                                                + labels(row.group(3))))
                .containsExactlyInAnyOrderElementsOf(
                        exposed.types().keySet().stream()
                                .map(name -> described(exposed, name))
                                .toList());
    }

    @Test
    void listsEveryOutcomeOfAHandshake() {
        String head = "| `outcome` | means |\n";
        String table = PAGE.substring(PAGE.indexOf(head) + head.length());
        assertThat(
                        OUTCOME.matcher(table.substring(0, table.indexOf("\n\n") + 1))
                                .results()
                                .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(HandshakeOutcome.values()).map(Reference::word).toList());
    }

    @Test
    void saysTheLimitOfCodes() {
        assertThat(PAGE).contains("the first " + CodeLabels.LIMIT + " that come");
    }

    @Test
    void alertsByMetricsAndCausesThatThereAre() throws IOException {
        Set<String> known = all().types().keySet();
        assertThat(OWN_NAME.matcher(PAGE).results().map(MatchResult::group))
                .allSatisfy(name -> assertThat(known).contains(name.replaceFirst("_bucket$", "")));
        Set<String> causes =
                Arrays.stream(Cause.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(toSet());
        assertThat(
                        CAUSE.matcher(PAGE)
                                .results()
                                .flatMap(found -> Arrays.stream(found.group(1).split("\\|"))))
                .isNotEmpty()
                .isSubsetOf(causes);
    }
}
