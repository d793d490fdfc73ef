package gatepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import gatepost.protocol.CloseCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeLabelsTest {
    private static final List<Integer> REGISTERED =
            Arrays.stream(CloseCode.values()).map(CloseCode::number).toList();

    private final CodeLabels labels = new CodeLabels();

    private Set<String> ofAllPrivate() {
        return IntStream.range(3000, 5000)
                .filter(code -> !REGISTERED.contains(code))
                .mapToObj(labels::of)
                .collect(Collectors.toSet());
    }

    @Test
    void groupsWhatComesBehindTheFirstFew() {
        assertThat(labels.of(4999)).isEqualTo("4999");

        assertThat(ofAllPrivate()).hasSize(CodeLabels.LIMIT + 2).contains("4999", "3xxx", "4xxx");
        assertThat(labels.of(4999)).isEqualTo("4999");
        assertThat(labels.of(4998)).isEqualTo("4xxx");
    }

    @Test
    void namesEveryRegisteredCodeWhateverCameBefore() {
        ofAllPrivate();

        assertThat(REGISTERED)
                .allSatisfy(code -> assertThat(labels.of(code)).isEqualTo(code.toString()));
    }

    @Test
    void countsNoRegisteredCodeAmongTheFirstFew() {
        REGISTERED.forEach(labels::of);

        assertThat(ofAllPrivate()).hasSize(CodeLabels.LIMIT + 2);
    }

    @Test
    void keepsItsLimitWhereManyAskAtOnce() throws Exception {
        Callable<Set<String>> all = this::ofAllPrivate;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Set<String>>> answers =
                    threads.invokeAll(Stream.generate(() -> all).limit(4).toList());
            for (Future<Set<String>> answer : answers) {
                assertThat(answer.get())
                        .hasSize(CodeLabels.LIMIT + 2)
                        .isEqualTo(answers.getFirst().get());
            }
        }
    }
}
