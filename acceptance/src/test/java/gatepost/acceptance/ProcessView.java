package gatepost.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the system tells of a process (proc(5)). */
record ProcessView(long pid) {
    private static final int KIB = 1024;

    private Path file(String name) {
        return Path.of("/proc/" + pid + "/" + name);
    }

    /** Its own memory in octets, without what lies in files and may be shared with others. */
    long memory() {
        try (Stream<String> lines = Files.lines(file("smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss_Anon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of its open descriptors. */
    Set<Integer> descriptors() {
        try (Stream<Path> files = Files.list(file("fd"))) {
            return files.map(file -> Integer.valueOf(file.getFileName().toString()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its sockets, each with a name of its own; no later socket has the same. */
    Set<String> sockets() {
        Set<String> sockets = new HashSet<>();
        for (int descriptor : descriptors()) {
            try {
                String opened = Files.readSymbolicLink(file("fd/" + descriptor)).toString();
                if (opened.startsWith("socket:")) {
                    sockets.add(opened);
                }
            } catch (NoSuchFileException _) {
                // It was closed meanwhile.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sockets;
    }
}
