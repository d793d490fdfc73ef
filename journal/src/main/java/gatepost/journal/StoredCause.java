package gatepost.journal;

import static java.util.stream.Collectors.toUnmodifiableMap;

import gatepost.closing.Cause;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Causes as they lie in the database: the name, and the components of the record as a JSON object.
 * Renaming a component is a change of the schema.
 */
final class StoredCause {
    /** By the name that the log has too. */
    static final Map<String, Class<?>> TYPES =
            Stream.of(Cause.class.getPermittedSubclasses())
                    .collect(toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(new TextSerializer())
                                    .addDeserializer(String.class, new TextDeserializer()))
                    .build();

    private StoredCause() {}

    static String name(Cause cause) {
        return cause.getClass().getSimpleName();
    }

    static String details(Cause cause) {
        return JSON.writeValueAsString(cause);
    }

    /**
     * @throws JournalException if it is of a newer version
     * @throws tools.jackson.core.JacksonException if the details are not this cause's
     */
    static Cause read(String name, String details) {
        Class<?> type = TYPES.get(name);
        if (type == null) {
            throw new JournalException(
                    "The journal has the cause " + name + ", of a newer version of Gatepost.");
        }
        return (Cause) JSON.readValue(details, type);
    }

    private static final class TextSerializer extends StdScalarSerializer<String> {
        TextSerializer() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator out, SerializationContext context) {
            out.writeString(StoredText.of(value));
        }
    }

    private static final class TextDeserializer extends StdScalarDeserializer<String> {
        TextDeserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            return StoredText.read(in.getValueAsString(""));
        }
    }
}
