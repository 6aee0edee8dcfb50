package io.amcinsights.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The way of work through the lake as a picture: from what announces files at the left to what
 * writes tables at the right, a column for each step.
 */
final class FlowDiagram {

  private static final int WIDTH = 148;
  private static final int HEIGHT = 44;
  private static final int GAP_X = 44;
  private static final int GAP_Y = 18;
  private static final int MARGIN = 24;
  private static final int TITLE = 40;

  /** Characters that fit a box. */
  private static final int LONGEST = 22;

  private static final Map<String, String> COLOURS =
      Knowledge.sorted(
          "Bucket", "#d9ead3",
          "Rule", "#fce5cd",
          "Queue", "#fff2cc",
          "Function", "#cfe2f3",
          "StateMachine", "#d9d2e9",
          "Database", "#c9daf8",
          "Job", "#f4cccc");

  private static final List<String> TIDYING = List.of("sweeper", "reconciler", "maintenance");

  private final FlowGraph graph;
  private final Map<String, Integer> columns = new TreeMap<>();
  private final Map<String, int[]> places = new TreeMap<>();

  private FlowDiagram(FlowGraph graph) {
    this.graph = graph;
  }

  /** The picture as SVG. */
  static String of(Templates templates) {
    FlowDiagram diagram = new FlowDiagram(FlowGraph.of(templates));
    diagram.rank();
    diagram.place();
    return diagram.svg();
  }

  /** A node stands right of whatever hands work to it; what only tidies up stands at the left. */
  private void rank() {
    TreeSet<String> fed = new TreeSet<>();
    graph.edges().forEach(edge -> fed.add(edge.to()));
    for (FlowGraph.Node node : graph.nodes()) {
      if (!fed.contains(node.key())) {
        walk(node.key(), 0, new TreeSet<>());
      }
    }
  }

  private void walk(String key, int column, Set<String> path) {
    // Work that is rung for again goes back; the way forward decides.
    if (!path.add(key)) {
      return;
    }
    if (columns.getOrDefault(key, -1) < column) {
      columns.put(key, column);
      for (FlowGraph.Edge edge : graph.edges()) {
        if (edge.from().equals(key) && !ringsAgain(edge)) {
          walk(edge.to(), column + 1, path);
        }
      }
    }
    path.remove(key);
  }

  /** Functions that ring for what they found lying about. */
  private boolean ringsAgain(FlowGraph.Edge edge) {
    return graph.nodes().stream()
        .filter(it -> it.key().equals(edge.from()) && it.kind().equals("Function"))
        .anyMatch(it -> TIDYING.stream().anyMatch(it.name()::endsWith));
  }

  private List<FlowGraph.Node> drawn() {
    return graph.nodes().stream()
        .filter(it -> columns.containsKey(it.key()))
        .filter(this::linked)
        .toList();
  }

  private boolean linked(FlowGraph.Node node) {
    return graph.edges().stream()
        .anyMatch(it -> it.from().equals(node.key()) || it.to().equals(node.key()));
  }

  private void place() {
    Map<Integer, Integer> used = new TreeMap<>();
    List<FlowGraph.Node> nodes = new ArrayList<>(drawn());
    nodes.sort((a, b) -> (a.stack() + a.name()).compareTo(b.stack() + b.name()));
    for (FlowGraph.Node node : nodes) {
      int column = columns.getOrDefault(node.key(), 0);
      int row = used.merge(column, 1, Integer::sum) - 1;
      places.put(
          node.key(),
          new int[] {MARGIN + column * (WIDTH + GAP_X), TITLE + MARGIN + row * (HEIGHT + GAP_Y)});
    }
  }

  private String svg() {
    int right = MARGIN;
    int bottom = TITLE;
    for (int[] place : places.values()) {
      right = Math.max(right, place[0] + WIDTH);
      bottom = Math.max(bottom, place[1] + HEIGHT);
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="Helvetica, Arial, sans-serif">
        <title>How work passes through the lake</title>
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        """
            .formatted(right + MARGIN, bottom + MARGIN));
    legend(svg);
    graph.edges().forEach(edge -> arrow(svg, edge));
    drawn().forEach(node -> box(svg, node));
    return svg.append("</svg>\n").toString();
  }

  private static void legend(StringBuilder svg) {
    int x = MARGIN;
    for (Map.Entry<String, String> colour : COLOURS.entrySet()) {
      svg.append(
          "<rect x=\"%d\" y=\"16\" width=\"16\" height=\"16\" rx=\"3\" fill=\"%s\" stroke=\"#666\"/><text x=\"%d\" y=\"28\" font-size=\"13\" fill=\"#222\">%s</text>\n"
              .formatted(x, colour.getValue(), x + 22, words(colour.getKey())));
      x += 140;
    }
  }

  private static String words(String kind) {
    return kind.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  private void arrow(StringBuilder svg, FlowGraph.Edge edge) {
    int[] from = places.get(edge.from());
    int[] to = places.get(edge.to());
    if (from == null || to == null) {
      return;
    }
    boolean back = to[0] <= from[0] || ringsAgain(edge);
    boolean left = to[0] <= from[0];
    int x1 = from[0] + (left ? 0 : WIDTH);
    int x2 = to[0] + (left ? WIDTH : 0);
    int bend = left ? -GAP_X / 2 : GAP_X / 2;
    svg.append(
        "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\"%s marker-end=\"url(#arrow)\"/>\n"
            .formatted(
                x1,
                from[1] + HEIGHT / 2,
                x1 + bend,
                from[1] + HEIGHT / 2,
                x2 - bend,
                to[1] + HEIGHT / 2,
                x2,
                to[1] + HEIGHT / 2,
                back ? "#bbb" : "#555",
                back ? " stroke-dasharray=\"4 3\"" : ""));
  }

  private void box(StringBuilder svg, FlowGraph.Node node) {
    int[] place = Objects.requireNonNull(places.get(node.key()), "Every drawn node has a place");
    svg.append(
        "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#666\"/>"
            .formatted(
                node.name(),
                place[0],
                place[1],
                WIDTH,
                HEIGHT,
                COLOURS.getOrDefault(node.kind(), "#eeeeee")));
    svg.append(
        "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"#111\">%s</text>"
            .formatted(place[0] + 10, place[1] + 20, shortened(node)));
    svg.append(
        "<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"#555\">%s</text></g>\n"
            .formatted(place[0] + 10, place[1] + 36, words(node.kind())));
  }

  /** Without what all names of its stack begin with. */
  private static String shortened(FlowGraph.Node node) {
    String own = node.stack().replaceFirst("-(pipeline|dataset)$", "-");
    String name =
        own.endsWith("-") && node.name().startsWith(own)
            ? node.name().substring(own.length())
            : node.name().replaceFirst("^[a-z0-9]+-[a-z0-9]+-", "");
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST / 2) + "…" + name.substring(name.length() - LONGEST / 2);
  }
}
