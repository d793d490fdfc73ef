package gatepost.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gatepost.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    /** A line of the registry: the numbers, the meaning, the reference. */
    private record Registered(int first, int last, String meaning, String reference) {}

    private static List<Registered> registry() {
        List<Registered> registry = new ArrayList<>();
        for (String line : Resource.lines("registry.tsv")) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                String[] numbers = cells[0].split("-", -1);
                registry.add(
                        new Registered(
                                Integer.parseInt(numbers[0]),
                                Integer.parseInt(numbers[numbers.length - 1]),
                                cells[1],
                                cells[2]));
            }
        }
        return registry;
    }

    private static List<CodeEntry> entries() {
        return Catalogue.entries();
    }

    @Test
    void everyRegisteredCodeHasAnEntryWithItsNameAndItsReference() {
        for (Registered code : registry()) {
            if (code.first() == code.last()) {
                CodeEntry entry = Catalogue.entry(code.first()).orElseThrow();
                assertThat(entry.key()).isEqualTo(Integer.toString(code.first()));
                assertThat(entry.registeredName()).isEqualTo(code.meaning());
                assertThat(entry.reference().replace(" ", ""))
                        .contains(code.reference().isEmpty() ? "IANA" : code.reference());
            }
        }
        assertThat(entries().stream().filter(entry -> !entry.isRange()))
                .hasSameSizeAs(
                        registry().stream().filter(code -> code.first() == code.last()).toList());
    }

    @Test
    void everyCodeOfTheProtocolHasAnEntryAndNoOtherNumberHas() {
        for (CloseCode code : CloseCode.values()) {
            assertThat(Catalogue.entry(Integer.toString(code.number()))).isPresent();
        }
        assertThat(entries().stream().filter(entry -> !entry.isRange()))
                .allMatch(entry -> CloseCode.of(entry.first()).isPresent());
    }

    @Test
    void aRangeIsLegalAsAWholeOrNotAtAll() {
        for (int number = 0; number <= 0xFFFF; number++) {
            CodeEntry entry = Catalogue.entry(number).orElseThrow();
            assertThat(entry.contains(number)).isTrue();
            assertThat(entry.isLegalOnWire())
                    .as("close code %d", number)
                    .isEqualTo(CloseCode.isLegalOnWire(number));
            assertThat(entry.isLegalInBrowserClose())
                    .as("close code %d", number)
                    .isEqualTo(number == 1000 || (number >= 3000 && number <= 4999));
        }
        assertThat(Catalogue.entry(-1)).isEmpty();
        assertThat(Catalogue.entry(0x10000)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whoMaySendItAgreesWithTheWire(CodeEntry entry) {
        assertThat(!entry.senders().isEmpty()).isEqualTo(entry.isLegalOnWire());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aPageSeesTheReasonOnlyOfWhatTravels(CodeEntry entry) {
        if (entry.browserEvent() == BrowserEvent.CODE_AND_REASON) {
            assertThat(entry.isLegalOnWire()).isTrue();
        } else {
            assertThat(!entry.isLegalOnWire() || entry.first() == 1010).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatItRefersToExists(CodeEntry entry) {
        assertThat(entry.related()).doesNotContain(entry.key()).isNotEmpty();
        assertThat(entry.confusedWith()).doesNotContain(entry.key()).isNotEmpty();
        assertThat(entry.related()).allMatch(key -> Catalogue.entry(key).isPresent());
        assertThat(entry.confusedWith()).allMatch(key -> Catalogue.entry(key).isPresent());
    }

    /** A pair is written about because people confuse the two. */
    @Test
    void whatAComparisonWasWrittenForIsConfused() {
        Set<String> written = ReferenceTest.writtenPairs();
        for (CodeEntry one : entries()) {
            for (CodeEntry other : entries()) {
                if (written.contains(one.key() + "-" + other.key())) {
                    assertThat(
                                    one.confusedWith().contains(other.key())
                                            || other.confusedWith().contains(one.key()))
                            .as("%s and %s", one.key(), other.key())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0-999",
        "999, 0-999",
        "1000, 1000",
        "1015, 1015",
        "1016, 1016-2999",
        "2999, 1016-2999",
        "3000, 3000",
        "3001, 3000-3999",
        "3008, 3008",
        "4999, 4000-4999",
        "5000, 5000-65535",
        "65535, 5000-65535"
    })
    void aNumberIsExplainedByWhatTellsMostAboutIt(int number, String key) {
        assertThat(Catalogue.entry(number).map(CodeEntry::key)).contains(key);
    }

    /** RFC 6455 §7.4.1, the registry, and docs/closing.md. */
    @ParameterizedTest
    @CsvSource({
        "1005, NOBODY, NO",
        "1006, UNKNOWN, WITH_BACK_OFF",
        "1009, RECEIVER, AFTER_REPAIR",
        "1010, SERVER, AFTER_REPAIR",
        "1011, SENDER, WITH_BACK_OFF",
        "1014, UPSTREAM, WITH_BACK_OFF",
        "3008, RECEIVER, AT_ONCE",
    })
    void saysWhereTheFaultLiesAndWhetherToReconnect(
            int number, Fault fault, Reconnecting reconnecting) {
        CodeEntry entry = Catalogue.entry(number).orElseThrow();
        assertThat(entry.fault()).isEqualTo(fault);
        assertThat(entry.reconnecting()).isEqualTo(reconnecting);
    }

    @Test
    void whoSendsWhatIsAsTheRegistrySays() {
        assertThat(Catalogue.entry(1010).map(CodeEntry::senders))
                .contains(Set.of(Role.CLIENT, Role.GATEWAY));
        assertThat(Catalogue.entry(1014).map(CodeEntry::senders)).contains(Set.of(Role.GATEWAY));
        assertThat(Catalogue.entry(1011).map(CodeEntry::sendersInOrder))
                .contains(List.of(Role.values()));
    }

    @Test
    void unknownKeysHaveNoEntry() {
        assertThat(Catalogue.entry("1006 ")).isEqualTo(Optional.empty());
        assertThat(Catalogue.entry("0-1000")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, 4", "0, 65536"})
    void aRangeIsOneOfNumbersThatTwoOctetsCanSay(int first, int last) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CodeEntry(
                                first,
                                last,
                                "",
                                "",
                                Set.of(),
                                BrowserEvent.NEVER,
                                Fault.UNKNOWN,
                                Reconnecting.NO,
                                OptionalInt.empty(),
                                List.of(),
                                List.of()))
                .withMessage("no range of close codes: " + first + "-" + last);
    }

    @Test
    void rangesDoNotOverlap() {
        for (int number = 0; number <= 0xFFFF; number++) {
            int wanted = number;
            assertThat(entries().stream().filter(CodeEntry::isRange))
                    .filteredOn(range -> range.contains(wanted))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
