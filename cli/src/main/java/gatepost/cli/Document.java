package gatepost.cli;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A YAML file as a tree.
 *
 * @param root absent where the syntax is so wrong that there is no tree
 * @param locations of every key and value of the tree
 * @param problems what is wrong about the YAML itself
 */
record Document(Optional<JsonNode> root, Locations locations, List<Problem> problems) {}
