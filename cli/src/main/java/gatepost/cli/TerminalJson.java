package gatepost.cli;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How commands write JSON: in ASCII, whatever the reader's encoding is, and without what no encoder
 * can write; and without DEL, which JSON need not escape and terminals need not get.
 */
final class TerminalJson {
    /** Each value on one line. */
    static final JsonMapper ON_ONE_LINE =
            JsonMapper.builder(
                            JsonFactory.builder().characterEscapes(new UnsafeCharacters()).build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    /** To be read by people as well. */
    static final JsonMapper INDENTED =
            ON_ONE_LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TerminalJson() {}
}
