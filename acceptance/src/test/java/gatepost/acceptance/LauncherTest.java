package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./gatepost}, in a copy of the repository that holds nothing built. It is built once, by
 * the first start; for what comes after, a script takes the place of Maven.
 */
final class LauncherTest {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);
    private static final String BUILDING = "gatepost: building (first use takes about a minute)…\n";
    private static final String WAITING = "gatepost: waiting for a build that is under way…\n";

    @TempDir private static Path folder;
    private static Path root;
    private static Outcome firstStart;

    @TempDir private Path bin;
    @TempDir private Path elsewhere;
    private final List<Run> started = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();

    @BeforeAll
    static void copyTheRepositoryAndStartOnce() throws Exception {
        root = Files.createDirectory(folder.resolve("a clone of gatepost"));
        LauncherFiles.copySources(repository(), root);
        firstStart = outcome(launch(Map.of(), folder, root.resolve("gatepost"), "--version"));
        assertThat(firstStart.status()).as(firstStart.errors()).isEqualTo(0);
    }

    /** Before each test nothing is to be built. */
    @BeforeEach
    void makeTheJarTheNewest() throws IOException {
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(System.currentTimeMillis()));
    }

    @AfterEach
    void endWhatAFailedTestLeft() throws IOException {
        for (Run run : started) {
            run.process().descendants().forEach(ProcessHandle::destroyForcibly);
            run.process().destroyForcibly();
        }
        for (Path link : links) {
            Files.deleteIfExists(link); // JUnit warns where one leads out of its folder.
        }
    }

    @Test
    void buildsOnFirstUseAndSaysSo() {
        assertThat(firstStart).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", BUILDING));
    }

    @Test
    void doesNotBuildAgainWhereNothingChanged() throws Exception {
        assertThat(version(Map.of())).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", ""));
    }

    @Test
    void commandsThatOnlyAnswerStartWithACacheOfClasses() throws Exception {
        Map<String, String> ascii = Map.of("LC_ALL", "C");
        Outcome first =
                outcome(start(ascii, root.resolve("gatepost"), "explain", "1006", "--lang", "ko"));
        Outcome second =
                outcome(
                        start(
                                Map.of("GATEPOST_JAVA_OPTS", "-Xlog:class+load"),
                                root.resolve("gatepost"),
                                "explain",
                                "1006"));

        assertThat(first.errors())
                .isEqualTo("gatepost: preparing quick starts (once, takes some seconds)…\n");
        assertThat(first.output()).startsWith("1006: 비정상 종료\n");
        assertThat(second.errors()).isEmpty();
        assertThat(second.output().lines())
                .anyMatch(line ->
                        line.endsWith("gatepost.closing.Reference source: shared objects file"))
                .contains("1006: abnormal closure");
    }

    /** That of another program is not used, and nothing is said about it. */
    @Test
    void aCacheThatDoesNotFitDoesNoHarm() throws Exception {
        Path cache = Files.createDirectories(root.resolve(".gatepost-build")).resolve("quick.aot");
        Files.writeString(cache, "no cache");
        Files.setLastModifiedTime(cache, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        try {
            assertThat(
                            outcome(
                                    start(
                                            Map.of(),
                                            root.resolve("gatepost"),
                                            "codes",
                                            "--fault",
                                            "client")))
                    .extracting(Outcome::status, Outcome::errors)
                    .containsExactly(0, "");
        } finally {
            Files.delete(cache);
        }
    }

    /** As on a full disk. */
    @Test
    void aCacheThatCannotBeKeptDoesNoHarm() throws Exception {
        LauncherFiles.script(bin.resolve("mv"), "exit 1");
        Map<String, String> environment = Map.of("PATH", bin + ":" + System.getenv("PATH"));

        Outcome outcome = outcome(start(environment, root.resolve("gatepost"), "explain", "1006"));

        assertThat(outcome.status()).isEqualTo(0);
        assertThat(outcome.output()).startsWith("1006: abnormal closure\n");
        assertThat(root.resolve(".gatepost-build")).isDirectoryNotContaining("glob:**/quick.aot.*");
    }

    @Test
    void linesAreAsWideAsTheTerminal() throws Exception {
        String command =
                "stty cols 50; '" + root.resolve("gatepost") + "' explain 1006 2>/dev/null";

        Outcome outcome = outcome(start(Map.of(), Path.of("script"), "-qec", command, "/dev/null"));

        assertThat(outcome.output()).contains("\u001b[");
        assertThat(outcome.output().replaceAll("\u001b\\[[0-9;]*m", "").lines())
                .contains("1006: abnormal closure")
                .allMatch(line -> line.length() <= 50)
                .anyMatch(line -> line.length() > 45);
    }

    /** It would wait for somebody to type. */
    @Test
    void nothingIsReadFromATerminal() throws Exception {
        String command = "'" + root.resolve("gatepost") + "' explain | cat";

        Outcome outcome = outcome(start(Map.of(), Path.of("script"), "-qec", command, "/dev/null"));

        assertThat(outcome.output()).contains("There is nothing to explain");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'', terminal", "| cat, something else"})
    void tellsTheProgramWhetherSomebodyLooks(String filter, String output) throws Exception {
        Path jdk = LauncherFiles.fakeJdk(elsewhere.resolve("jdk"), "25.0.3", "");
        LauncherFiles.script(
                jdk.resolve("bin/java"), "echo \"to ${GATEPOST_OUTPUT:-something else}\"");
        String command =
                "JAVA_HOME='%s' '%s' run x %s".formatted(jdk, root.resolve("gatepost"), filter);

        Outcome outcome = outcome(start(Map.of(), Path.of("script"), "-qec", command, "/dev/null"));

        assertThat(outcome.output().strip()).isEqualTo("to " + output);
    }

    @Test
    void passesTheExitStatusOn() throws Exception {
        Outcome outcome = outcome(start(Map.of(), root.resolve("gatepost"), "--nonsense"));

        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void worksThroughAChainOfRelativeLinksOnThePath() throws Exception {
        Path inner = Files.createDirectory(elsewhere.resolve("my links")).resolve("inner");
        link(inner, inner.getParent().relativize(root.resolve("gatepost")));
        link(bin.resolve("gatepost"), bin.relativize(inner));
        Map<String, String> environment = Map.of("PATH", bin + ":" + System.getenv("PATH"));

        assertThat(outcome(start(environment, Path.of("/bin/sh"), "-c", "gatepost --version")))
                .isEqualTo(new Outcome(0, "gatepost 0.1.0\n", ""));
    }

    @Test
    void passesOverAnOlderJavaOnThePathAndInJavaHome() throws Exception {
        Path old = olderJdk();
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME", old.toString(),
                        "PATH", old.resolve("bin") + ":" + System.getenv("PATH"),
                        "GATEPOST_JDK_PLACES", old + ":" + javaHome().getParent() + "/*");

        assertThat(version(environment)).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", ""));
    }

    @Test
    void takesTheJavaOnThePathBeforeTheUsualPlaces() throws Exception {
        link(bin.resolve("java"), javaHome().resolve("bin/java"));
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME",
                        elsewhere.resolve("nothing").toString(),
                        "PATH",
                        bin + ":" + System.getenv("PATH"),
                        "GATEPOST_JDK_PLACES",
                        "");

        assertThat(version(environment)).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", ""));
    }

    @Test
    void takesTheNewestOfTheUsualPlaces() throws Exception {
        LauncherFiles.fakeJdk(elsewhere.resolve("jdks/b 25"), "25.0.3", "the JDK 25");
        LauncherFiles.fakeJdk(elsewhere.resolve("jdks/c 26"), "26.0.1", "the JDK 26");
        LauncherFiles.fakeJdk(elsewhere.resolve("jdks/d 9"), "9.0.4", "the JDK 9");
        LauncherFiles.fakeJdk(elsewhere.resolve("jdks/e 26"), "26", "the first JDK 26");
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME",
                        "",
                        "PATH",
                        pathWithoutJava(),
                        "GATEPOST_JDK_PLACES",
                        elsewhere.resolve("none") + "/*:" + elsewhere.resolve("jdks") + "/*");

        assertThat(version(environment)).isEqualTo(new Outcome(0, "the JDK 26\n", ""));
    }

    @Test
    void asksAJdkThatHasNoReleaseFile() throws Exception {
        Path jdk =
                LauncherFiles.fakeJdk(elsewhere.resolve("jdk"), "25.0.3", "the JDK that was asked");
        Files.delete(jdk.resolve("release"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(version(environment)).isEqualTo(new Outcome(0, "the JDK that was asked\n", ""));
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME", olderJdk().toString(),
                        "HOME", elsewhere.toString(),
                        "PATH", pathWithoutJava(),
                        "GATEPOST_JDK_PLACES", elsewhere + "/*");

        assertThat(version(environment))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                """
                                gatepost: needs a JDK 25 or newer, and found none.
                                Install one, for example Temurin from https://adoptium.net, or set JAVA_HOME to where one is.
                                Looked at JAVA_HOME (%1$s/jdk 17), at the java on the PATH (none), and for
                                %1$s/*
                                """
                                        .formatted(elsewhere)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                ".mvn/jvm.config",
                "protocol/pom.xml",
                "protocol/src/main/java/gatepost/protocol/CloseCode.java",
                "closing/src/main/java/gatepost/closing/Cause.java",
                "gateway/src/main/java/gatepost/gateway/Gateway.java",
                "console/src/main/java/gatepost/console/Console.java",
                "cli/src/main/java/gatepost/cli/Main.java",
                "cli/src/main/java"
            })
    void buildsWhatIsOlderThanItsSources(String source) throws Exception {
        mavenThat("exit 0");
        makeOlderThan(source);

        assertThat(version(mavenFirst())).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", BUILDING));
        assertThat(version(mavenFirst())).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", ""));
        assertThat(mavenStarts())
                .containsExactly(
                        root.toRealPath()
                                + ": -q -B -ntp -pl cli -am -Dmaven.test.skip=true"
                                + " -Dspotless.check.skip=true package");
    }

    @Test
    void showsWhatMavenSaidWhereTheBuildFails() throws Exception {
        mavenThat("echo 'Main.java:7: what is this'; exit 1");
        makeOlderThan("pom.xml");

        assertThat(version(mavenFirst()))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                BUILDING
                                        + "Main.java:7: what is this\n"
                                        + "gatepost: the build failed; the lines above say why\n"));
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        makeOlderThan("pom.xml");
        Map<String, String> environment =
                Map.of("JAVA_HOME", javaHome().toString(), "PATH", pathWithoutJava());

        assertThat(version(environment))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "gatepost: needs Maven (the command mvn) to build itself; install"
                                        + " it, for example: apt install maven\n"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoStartsAtTheSameTimeBuildOnce(boolean flock) throws Exception {
        Path goOn = bin.resolve("go on");
        mavenThat("while [ -d '" + bin + "' ] && [ ! -e '" + goOn + "' ]; do sleep 0.1; done");
        makeOlderThan("pom.xml");
        String tools = flock ? System.getenv("PATH") : pathWithoutJava();
        Map<String, String> environment =
                Map.of("JAVA_HOME", javaHome().toString(), "PATH", bin + ":" + tools);

        Run first = start(environment, root.resolve("gatepost"), "--version");
        await().atMost(TIME_LIMIT).until(() -> !mavenStarts().isEmpty());
        Run second = start(environment, root.resolve("gatepost"), "--version");
        await().atMost(TIME_LIMIT).until(() -> Files.readString(second.errors()), WAITING::equals);
        Files.createFile(goOn);

        assertThat(outcome(first)).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", BUILDING));
        assertThat(outcome(second)).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", WAITING));
        assertThat(mavenStarts()).hasSize(1);
    }

    @Test
    void buildsAlthoughABuildWasKilledThatHadTheLock() throws Exception {
        mavenThat("exit 0");
        makeOlderThan("pom.xml");
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        link(root.resolve(".gatepost-build/holder"), Path.of(Long.toString(ended.pid())));
        Map<String, String> environment =
                Map.of("JAVA_HOME", javaHome().toString(), "PATH", bin + ":" + pathWithoutJava());

        assertThat(version(environment)).isEqualTo(new Outcome(0, "gatepost 0.1.0\n", BUILDING));
    }

    @Test
    void endsTheBuildWhenItIsTerminated() throws Exception {
        mavenThat("while [ -d '" + bin + "' ]; do sleep 0.1; done");
        makeOlderThan("pom.xml");
        Run run = start(mavenFirst(), root.resolve("gatepost"), "--version");
        await().atMost(TIME_LIMIT).until(() -> !mavenStarts().isEmpty());
        List<ProcessHandle> children = run.process().descendants().toList();

        run.process().destroy(); // SIGTERM

        assertThat(outcome(run).status()).isEqualTo(143);
        assertThat(children).isNotEmpty();
        await().atMost(TIME_LIMIT).until(() -> children.stream().noneMatch(c -> c.isAlive()));
    }

    @Test
    void becomesTheJvmSoThatSignalsReachTheProgram() throws Exception {
        int port = freePort();
        Run run =
                start(
                        Map.of("JAVA_HOME", javaHome().toString()),
                        root.resolve("gatepost"),
                        "run",
                        "ws://127.0.0.1:9",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--journal",
                        "off");
        await().atMost(TIME_LIMIT).until(() -> !run.process().isAlive() || accepts(port));

        assertThat(run.process().info().command())
                .contains(javaHome().resolve("bin/java").toString());
        run.process().destroy(); // SIGTERM

        assertThat(outcome(run).status()).isEqualTo(0);
    }

    /** A process, and the files that it writes to. */
    private record Run(Process process, Path output, Path errors) {}

    private record Outcome(int status, String output, String errors) {}

    private Outcome version(Map<String, String> environment) throws Exception {
        return outcome(start(environment, root.resolve("gatepost"), "--version"));
    }

    private Run start(Map<String, String> environment, Path program, String... arguments)
            throws IOException {
        Run run = launch(environment, elsewhere, program, arguments);
        started.add(run);
        return run;
    }

    /**
     * Starts a program with the JDK of this test in sight, unless the environment says otherwise.
     */
    private static Run launch(
            Map<String, String> environment, Path workingFolder, Path program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        builder.environment().put("JAVA_HOME", javaHome().toString());
        builder.environment().putAll(environment);
        Path output = Files.createTempFile(folder, "output", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
        return new Run(builder.start(), output, errors);
    }

    /** What was said by the end, which this waits for. */
    private static Outcome outcome(Run run) throws Exception {
        assertThat(run.process().waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                run.process().exitValue(),
                Files.readString(run.output()),
                Files.readString(run.errors()));
    }

    /** Makes a command {@code mvn} that notes its start and then does what is said. */
    private void mavenThat(String does) throws IOException {
        LauncherFiles.script(
                bin.resolve("mvn"), "echo \"$PWD: $*\" >>'" + bin.resolve("starts") + "'\n" + does);
    }

    private Map<String, String> mavenFirst() {
        return Map.of("PATH", bin + ":" + System.getenv("PATH"));
    }

    private List<String> mavenStarts() throws IOException {
        Path starts = bin.resolve("starts");
        return Files.exists(starts) ? Files.readAllLines(starts) : List.of();
    }

    private Path olderJdk() throws IOException {
        return LauncherFiles.fakeJdk(elsewhere.resolve("jdk 17"), "17.0.15", "the JDK 17");
    }

    /** A PATH that has what the command needs, but no java, no mvn and no flock. */
    private String pathWithoutJava() throws IOException {
        Path tools = Files.createDirectory(elsewhere.resolve("tools"));
        for (String tool :
                List.of(
                        "awk",
                        "cat",
                        "dirname",
                        "find",
                        "ln",
                        "mkdir",
                        "readlink",
                        "rm",
                        "sed",
                        "sleep",
                        "touch")) {
            Path found =
                    List.of("/usr/bin", "/bin").stream()
                            .map(place -> Path.of(place, tool))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow();
            LauncherFiles.script(tools.resolve(tool), "exec " + found + " \"$@\"");
        }
        return tools.toString();
    }

    private void link(Path link, Path target) throws IOException {
        links.add(Files.createSymbolicLink(link, target));
    }

    /** Makes one source newer than the jar. */
    private static void makeOlderThan(String source) throws IOException {
        long time = System.currentTimeMillis();
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(time - 2));
        Files.setLastModifiedTime(root.resolve(source), FileTime.fromMillis(time - 1));
    }

    private static Path jar() {
        return root.resolve("cli/target/gatepost.jar");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Maven runs a module's tests in the folder of the module. */
    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
