package gatepost.cli;

import java.util.Comparator;

/**
 * A stretch of a text file.
 *
 * @param line of its beginning, from 1
 * @param column of its beginning, from 1, in code points
 * @param width code points that it has on that line; at least 1, so that there is something to see
 */
record Location(int line, int column, int width) implements Comparable<Location> {
    private static final Comparator<Location> ORDER =
            Comparator.comparingInt(Location::line)
                    .thenComparingInt(Location::column)
                    .thenComparingInt(Location::width);

    Location {
        if (line < 1 || column < 1 || width < 1) {
            throw new IllegalArgumentException(line + ":" + column + ", width " + width);
        }
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }
}
