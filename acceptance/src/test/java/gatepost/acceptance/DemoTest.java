package gatepost.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of {@code gatepost demo} in a browser, used by the keyboard alone. */
final class DemoTest {
    /** More than the page has places for the focus. */
    private static final int MOST_TABS = 30;

    private static Gatepost gatepost;
    private static DrivenBrowser browser;

    @BeforeAll
    static void startTheDemoAndOpenItsPage() throws Exception {
        DrivenBrowser.require();
        gatepost = Gatepost.start(Map.of(), "demo", "--listen", "127.0.0.1:0");
        browser = DrivenBrowser.open("http://127.0.0.1:" + gatepost.port() + "/");
    }

    @AfterAll
    static void leaveNothingRunning() throws Exception {
        try {
            if (browser != null) {
                browser.close();
            }
        } finally {
            if (gatepost != null) {
                gatepost.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            textBlock =
                    """
                    /refuses, 1014, upstream: HTTP 500
                    /down,    1014, upstream: connection refused
                    /drops,   1014, upstream: connection lost
                    /broken,  1014, upstream: reserved opcode 0x3
                    """)
    void showsTheReasonThroughGatepostAndNoneWithoutIt(String path, int code, String reason) {
        tabTo(path, ".connect");
        browser.pressEnter();
        awaitEnd(path);

        assertThat(lane(path, "gatepost")).isEqualTo(code + " \"" + reason + "\" wasClean true");
        assertThat(lane(path, "direct")).isEqualTo("1006 \"\" wasClean false");
        assertThat(color(path, "gatepost")).isNotEqualTo(color(path, "direct"));
    }

    @Test
    void showsTheSameCodeOnBothWaysToAServerThatClosesProperly() {
        tabTo("/closes", ".connect");
        browser.pressEnter();
        awaitEnd("/closes");

        assertThat(lane("/closes", "gatepost")).isEqualTo("4001 \"closing time\" wasClean true");
        assertThat(lane("/closes", "direct")).isEqualTo(lane("/closes", "gatepost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drops", "/broken"})
    void showsTheMessageThatWasWholeOnBothWays(String path) {
        tabTo(path, ".connect");
        browser.pressEnter();
        awaitEnd(path);

        assertThat(part(path, "gatepost", ".log")).contains("open", "message \"this ", "close");
        assertThat(part(path, "direct", ".log")).contains("open", "message \"this ", "close");
    }

    @Test
    void talksToTheEchoUntilItIsClosed() {
        tabTo("/echo", ".connect");
        browser.pressEnter();
        awaitMessage("Hello");

        browser.pressTab();
        browser.type("Grüße 🎉");
        browser.pressEnter();
        awaitMessage("Grüße 🎉");

        tabTo("/echo", ".connect");
        assertThat(focusedText()).isEqualTo("Close /echo");
        browser.pressEnter();
        awaitEnd("/echo");
        assertThat(lane("/echo", "gatepost")).isEqualTo("1000 \"that is all\" wasClean true");
        assertThat(lane("/echo", "direct")).isEqualTo(lane("/echo", "gatepost"));
        assertThat(focusedText()).isEqualTo("Connect again /echo");
    }

    @Test
    void announcesResultsToThoseWhoDoNotSeeThem() {
        assertThat(
                        browser.evaluate(
                                "document.querySelectorAll('.result[aria-live=polite]').length"))
                .isEqualTo("12");
    }

    @Test
    void showsWhereTheFocusIs() {
        tabTo("/drops", ".connect");

        assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    /** Goes on with Tab, from wherever the focus is, until it is at a part of a card. */
    private static void tabTo(String path, String part) {
        for (int i = 0; i < MOST_TABS; i++) {
            browser.pressTab();
            String there =
                    "document.activeElement.matches('[data-path=\"%s\"] %s')".formatted(path, part);
            if (browser.evaluate(there).equals("true")) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + part + " of " + path);
    }

    private static void awaitEnd(String path) {
        browser.awaitTrue(
                "document.querySelectorAll('[data-path=\"%s\"] .ended').length === 2"
                        .formatted(path));
    }

    private static void awaitMessage(String text) {
        browser.awaitTrue(
                "['direct', 'gatepost'].every(lane => %s.includes('message \"%s\"'))"
                        .formatted(
                                "document.querySelector('[data-path=\"/echo\"] [data-lane=' + lane"
                                        + " + '] .log').textContent",
                                text));
    }

    /** What is shown of the last connection. */
    private static String lane(String path, String lane) {
        return part(path, lane, ".code")
                + " "
                + part(path, lane, ".reason")
                + " "
                + part(path, lane, ".clean");
    }

    private static String part(String path, String lane, String part) {
        return browser.evaluate(element(path, lane, part) + ".textContent");
    }

    private static String color(String path, String lane) {
        return browser.evaluate("getComputedStyle(" + element(path, lane, ".code") + ").color");
    }

    private static String element(String path, String lane, String part) {
        return "document.querySelector('[data-path=\"%s\"] [data-lane=%s] %s')"
                .formatted(path, lane, part);
    }

    private static String focusedText() {
        return browser.evaluate("document.activeElement.textContent");
    }
}
