package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where a command writes: answers to stdout, progress and complaints to stderr; colours and moving
 * lines on a terminal only, plain lines now and then elsewhere.
 */
final class Output {

  /** How often a log wants to hear of something that takes long. */
  private static final long PLAIN_EVERY = TimeUnit.SECONDS.toNanos(3);

  private static final String TURNING = "|/-\\";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;
  private final boolean moving;
  private final LongSupplier nanos;
  private long plainAt;
  private int progressWidth;
  private int turn;

  /**
   * @param colours stdout is a terminal that shows colours
   * @param moving stderr is a terminal, where a line can be replaced
   */
  Output(PrintStream out, PrintStream err, boolean colours, boolean moving) {
    this(out, err, colours, moving, System::nanoTime);
  }

  Output(PrintStream out, PrintStream err, boolean colours, boolean moving, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.colours = colours;
    this.moving = moving;
    this.nanos = nanos;
    this.plainAt = nanos.getAsLong();
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  void line(String text) {
    endProgress();
    out.println(text);
  }

  void json(JsonNode document) {
    endProgress();
    out.println(document.toPrettyString());
  }

  /** A remark for the person at the terminal, never part of an answer. */
  void note(String text) {
    endProgress();
    err.println(text);
  }

  /** Says how far the work is: on one line that the next progress replaces, or once in a while. */
  void progress(String text) {
    if (moving) {
      String blank = " ".repeat(Math.max(0, progressWidth - text.length()));
      err.print("\r" + text + blank);
      err.flush();
      progressWidth = text.length();
    } else if (nanos.getAsLong() - plainAt >= PLAIN_EVERY) {
      err.println(text);
      plainAt = nanos.getAsLong();
    }
  }

  /** Progress of something that goes on elsewhere: on a terminal a sign that turns says so. */
  void working(String text) {
    progress(moving ? TURNING.charAt(turn++ % TURNING.length()) + " " + text : text);
  }

  void endProgress() {
    if (progressWidth > 0) {
      err.print("\r" + " ".repeat(progressWidth) + "\r");
      err.flush();
      progressWidth = 0;
    }
  }

  /** The text in the colour of its meaning. */
  String coloured(Colour colour, String text) {
    return colours ? colour.code + text + "\u001B[0m" : text;
  }

  /** What a colour says. */
  enum Colour {
    GOOD("\u001B[32m"),
    WARN("\u001B[33m"),
    BAD("\u001B[31m"),
    QUIET("\u001B[2m"),
    STRONG("\u001B[1m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }
}
