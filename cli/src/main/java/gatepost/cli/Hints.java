package gatepost.cli;

import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant who wrote a value in the form that is usual elsewhere. */
final class Hints {
    private Hints() {}

    /** The end of a message about a value that should have been of a definition of the schema. */
    static String of(String definition, String found) {
        return switch (definition) {
            case "duration" -> Nearest.suffix(TimeSpan.meant(found));
            case "duration-or-zero" ->
                    Nearest.suffix(found.equals("0") ? Optional.of("0s") : TimeSpan.meant(found));
            case "size", "size-or-zero" -> Nearest.suffix(Size.meant(found));
            case "address", "address-or-off" -> address(found);
            case "endpoint" -> endpoint(found);
            case "host" -> host(found);
            case "origin" -> origin(found);
            case "path" -> path(found);
            case "share" ->
                    found.matches("[0-9]{1,2}|100") ? Nearest.suffix(Optional.of(found + "%")) : "";
            case "field-value", "upstream-name" ->
                    found.matches("-?[0-9]{1,9}|true|false")
                            ? Nearest.suffix(Optional.of("\"" + found + "\""))
                            : "";
            default -> "";
        };
    }

    /** The same where nothing was found, which YAML also reads the word null as. */
    static String ofNothing(String definition) {
        return definition.equals("origin") ? "; the origin \"null\" stands in quotes" : "";
    }

    private static String address(String found) {
        String text = found.replaceFirst("^(wss?|https?|tcp)://", "").replaceFirst("/.*$", "");
        if (text.matches(":?[0-9]{1,5}")) {
            return Nearest.suffix(Optional.of("127.0.0.1:" + text.replace(":", "")));
        }
        if (text.startsWith("*:")) {
            return Nearest.suffix(Optional.of("0.0.0.0" + text.substring(1)));
        }
        return text.matches("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}") && !text.equals(found)
                ? Nearest.suffix(Optional.of(text))
                : "";
    }

    private static String endpoint(String found) {
        String lower = found.toLowerCase(Locale.ROOT);
        if (lower.startsWith("wss://") || lower.startsWith("https://")) {
            return "; TLS to upstreams is not supported yet";
        }
        if (lower.startsWith("dns+ws://")) {
            return "; dns+ws is not supported yet";
        }
        String meant =
                lower.startsWith("http://") || lower.startsWith("ws:")
                        ? found.replaceFirst("^[A-Za-z]+:/*", "ws://")
                        : "ws://" + found;
        String short60 = Printable.clipped(meant, 60);
        return !found.equals(meant)
                        && meant.matches("ws://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(/[^?#\\s]*)?")
                ? Nearest.suffix(Optional.of(short60))
                : "";
    }

    private static String host(String found) {
        return found.matches("[A-Za-z0-9._-]{1,253}:[0-9]{1,5}")
                ? Nearest.suffix(Optional.of(found.substring(0, found.indexOf(':'))))
                : "";
    }

    private static String origin(String found) {
        if (found.equals("*")) {
            return "; without origins every page may connect";
        }
        String withScheme = found.contains("://") ? found : "https://" + found;
        String meant = withScheme.replaceFirst("(?<=[^:/])/.*", "");
        return !found.equals(meant)
                        && !found.matches("[0-9]+")
                        && ConfigurationSchema.INSTANCE.matches("origin", meant)
                ? Nearest.suffix(Optional.of(Printable.clipped(meant, 60)))
                : "";
    }

    private static String path(String found) {
        if (found.contains("*") && found.startsWith("/")) {
            return "; * and ** stand for whole segments";
        }
        return found.matches("[^/?#\\s*][^?#\\s*]{0,60}(/\\*{1,2})?")
                ? Nearest.suffix(Optional.of("/" + found))
                : "";
    }
}
