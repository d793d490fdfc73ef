package gatepost.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatepost.protocol.PermessageDeflate.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whatever a client offers, the answer fits it, and both ends make the same of the answer. */
final class DeflateWishesFuzzTest {
    @FuzzTest
    void answersSomeValidOfferOrNone(byte[] input) {
        String value = new String(input, StandardCharsets.ISO_8859_1);
        if (ExtensionHeader.parse(List.of(value))
                instanceof ExtensionHeader.Listed(List<Extension> offered)) {
            answers(new DeflateWishes(true), offered);
            answers(new DeflateWishes(false), offered);
        }
    }

    private static void answers(DeflateWishes wishes, List<Extension> offered) {
        Optional<PermessageDeflate> answer = wishes.answer(offered);
        assertThat(answer.isPresent())
                .isEqualTo(offered.stream().anyMatch(DeflateWishesFuzzTest::isValid));
        answer.ifPresent(accepted -> {
            Extension written = accepted.extension();
            assertThat(PermessageDeflate.readAnswer(written, offered))
                    .isEqualTo(new Reading.Valid(accepted));
            assertThat(PermessageDeflate.agreed(List.of(written))).contains(accepted);
            assertThat(wishes.agreed(accepted)).isEqualTo(DeflateTerms.of(accepted));
        });
    }

    private static boolean isValid(Extension extension) {
        return extension.name().equals(PermessageDeflate.NAME)
                && PermessageDeflate.readOffer(extension) instanceof Reading.Valid;
    }
}
