package io.amcinsights.local.events;

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

  private final Journal journal;
  private final AtomicLong next;

  /** An accepted event; keys are in the order of acceptance. */
  record Entry(String key, String event) {}

  private Outbox(Journal journal) {
    this.journal = journal;
    this.next =
        new AtomicLong(
            journal.entries().keySet().stream().mapToLong(Long::parseLong).max().orElse(0) + 1);
  }

  static Outbox open(Path file) {
    return new Outbox(Journal.open(file));
  }

  Entry accept(String event) {
    String key = String.format(Locale.ROOT, "%019d", next.getAndIncrement());
    journal.put(key, event.getBytes(StandardCharsets.UTF_8));
    return new Entry(key, event);
  }

  void done(Entry entry) {
    journal.remove(entry.key());
  }

  List<Entry> undelivered() {
    return journal.entries().entrySet().stream()
        .map(
            entry ->
                new Entry(entry.getKey(), new String(entry.getValue(), StandardCharsets.UTF_8)))
        .toList();
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
