package gatepost.cli;

/** JSON pointers (RFC 6901) as strings, which is how all parts of the loader name a value. */
final class Pointer {
    static final String ROOT = "";

    private Pointer() {}

    static String child(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String child(String parent, int index) {
        return parent + "/" + index;
    }

    /** The key that a person would call the value by: for an item of a list that of the list. */
    static String name(String pointer) {
        String rest = pointer;
        String last = lastOf(rest);
        while (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')) {
            rest = rest.substring(0, rest.lastIndexOf('/'));
            last = lastOf(rest);
        }
        return last.replace("~1", "/").replace("~0", "~");
    }

    private static String lastOf(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
