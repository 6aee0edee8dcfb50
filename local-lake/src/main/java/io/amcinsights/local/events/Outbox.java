package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events that were accepted and not yet delivered to every target; they survive a killed process.
 */
final class Outbox implements AutoCloseable {

  private static final String SEPARATOR = "\n";

  private final Journal journal;
  private final AtomicLong next;

  /**
   * An accepted event; keys are in the order of acceptance.
   *
   * @param sentOn it came from another bus
   */
  record Entry(String key, Bus bus, boolean sentOn, String event) {}

  private Outbox(Journal journal) {
    this.journal = journal;
    this.next =
        new AtomicLong(
            journal.entries().keySet().stream().mapToLong(Long::parseLong).max().orElse(0) + 1);
  }

  static Outbox open(Path file) {
    return new Outbox(Journal.open(file));
  }

  /** Accepts what a service tells. */
  Entry accept(ObjectNode event) {
    String text = Json.write(event);
    return accept(Bus.of(event), false, text, text);
  }

  /** Accepts what a rule of another bus sends on; it stays as it is. */
  Entry acceptFromOther(Bus bus, String event) {
    return accept(bus, true, event, bus.arn() + SEPARATOR + event);
  }

  private Entry accept(Bus bus, boolean sentOn, String event, String line) {
    String key = String.format(Locale.ROOT, "%019d", next.getAndIncrement());
    journal.put(key, line.getBytes(StandardCharsets.UTF_8));
    return new Entry(key, bus, sentOn, event);
  }

  void done(Entry entry) {
    journal.remove(entry.key());
  }

  List<Entry> undelivered() {
    return journal.entries().entrySet().stream()
        .map(entry -> read(entry.getKey(), new String(entry.getValue(), StandardCharsets.UTF_8)))
        .toList();
  }

  /** An event names its own bus, unless another one comes before it. */
  private static Entry read(String key, String line) {
    if (line.startsWith("{")) {
      return new Entry(key, Bus.of(Json.read("event", line)), false, line);
    }
    String[] parts = line.split(SEPARATOR, 2);
    return new Entry(key, Bus.named(parts[0]).orElseThrow(), true, parts[1]);
  }

  int size() {
    return journal.size();
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the outbox", e);
    }
  }
}
