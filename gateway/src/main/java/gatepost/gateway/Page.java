package gatepost.gateway;

/**
 * What a plain HTTP GET of {@code /} is answered with.
 *
 * @param html a whole document
 */
public record Page(String html) {}
