package io.amcinsights.wfm.amc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged, at any level, until it is closed. */
final class LogLines extends AbstractAppender implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Level level = root.getLevel();

  LogLines() {
    super("lines", null, null, true, Property.EMPTY_ARRAY);
    start();
    root.addAppender(this, Level.ALL, null);
    root.setLevel(Level.ALL);
    context.updateLoggers();
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(
        event.getLevel()
            + " "
            + event.getMessage().getFormattedMessage()
            + (event.getThrown() == null ? "" : " " + event.getThrown()));
  }

  @Override
  public void close() {
    root.removeAppender(getName());
    root.setLevel(level);
    context.updateLoggers();
    stop();
  }
}
