package gatepost.cli;

import gatepost.cli.ConfigurationFile.UnreadableException;
import gatepost.journal.JournalException;
import gatepost.journal.JournalReader;
import gatepost.journal.JournalSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that say which journal is asked: by default that of the configuration here. */
final class JournalPlace {
    /** What is read where nobody names a configuration, and it is there. */
    private static final String DEFAULT_FILE = "gatepost.yaml";

    private final NameLookup names;
    private final OptionSpec config =
            OptionSpec.builder("--config")
                    .paramLabel("FILE")
                    .type(String.class)
                    .description(
                            "The configuration whose journal is read. Default: "
                                    + DEFAULT_FILE
                                    + ", where there is one here.")
                    .build();
    private final OptionSpec journal =
            OptionSpec.builder("--journal")
                    .paramLabel("URL")
                    .type(String.class)
                    .description(
                            "The journal itself. Default: "
                                    + JournalSettings.DEFAULTS.url()
                                    + ", where there is no configuration.")
                    .build();

    JournalPlace(NameLookup names) {
        this.names = names;
    }

    CommandSpec describe(CommandSpec spec) {
        return spec.addOption(config).addOption(journal);
    }

    /**
     * Opens it.
     *
     * @throws ParameterException if it is not said, or said twice
     * @throws JournalException if it cannot be read; the message is for people
     */
    JournalReader open(CommandLine command) {
        Optional<String> file = value(config);
        Optional<String> url = value(journal);
        if (file.isPresent() && url.isPresent()) {
            throw new ParameterException(command, "--config and --journal both name a journal");
        }
        if (url.isPresent()) {
            try {
                return JournalReader.open(url.get());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        command, Printable.of(String.valueOf(e.getMessage())), e);
            }
        }
        if (file.isEmpty() && !Files.exists(Path.of(DEFAULT_FILE))) {
            return JournalReader.open(JournalSettings.DEFAULTS.url());
        }
        return JournalReader.open(urlOf(file.orElse(DEFAULT_FILE), command));
    }

    private static Optional<String> value(OptionSpec option) {
        String value = option.getValue();
        return Optional.ofNullable(value);
    }

    private String urlOf(String file, CommandLine command) {
        Configuration configuration;
        try {
            configuration = Configuration.of(ConfigurationFile.read(file), names);
        } catch (UnreadableException e) {
            throw new ParameterException(command, Printable.of(file) + ": " + e.getMessage(), e);
        }
        return switch (configuration.loaded()) {
            case Loaded.Fine fine ->
                    fine.setup()
                            .journal()
                            .map(JournalSettings::url)
                            .orElseThrow(() ->
                                    new ParameterException(
                                            command, Printable.of(file) + ": the journal is off"));
            case Loaded.Faulty faulty ->
                    throw new ParameterException(
                            command,
                            "%s: %s; gatepost check %s says which"
                                    .formatted(
                                            Printable.of(file),
                                            ProblemReport.count(faulty.problems()),
                                            Printable.of(file)));
        };
    }
}
