package io.amcinsights.local.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One JSON document a line, appended only. */
final class Journal {

  private static final Logger LOG = LogManager.getLogger(Journal.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Journal() {}

  /** Creates the file with a first line; false when it exists. */
  static boolean create(Path file, JsonNode line) {
    try {
      write(file, line, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + file, e);
    }
  }

  static void append(Path file, JsonNode line) {
    try {
      write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + file, e);
    }
  }

  /** The whole lines; a last one torn by a crash does not count. Empty without a file. */
  static List<JsonNode> read(Path file) {
    List<JsonNode> lines = new ArrayList<>();
    scan(file, lines);
    return lines;
  }

  /** As {@link #read}, and cuts a torn last line off, so that the next one starts clean. */
  static List<JsonNode> repair(Path file) {
    List<JsonNode> lines = new ArrayList<>();
    long whole = scan(file, lines);
    if (lines.isEmpty()) {
      return lines;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() > whole) {
        channel.truncate(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot repair " + file, e);
    }
    return lines;
  }

  /** Ends a last line torn by a crash without reading the file: it then counts as damaged. */
  static void terminate(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long size = channel.size();
      if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("No {} yet", file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot repair " + file, e);
    }
  }

  private static long scan(Path file, List<JsonNode> lines) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        try {
          lines.add(MAPPER.readTree(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
          LOG.warn("A damaged line in {} is left out", file);
        }
        start = i + 1;
      }
    }
    return start;
  }

  private static void write(Path file, JsonNode line, OpenOption... options) throws IOException {
    // One write call: a killed process leaves the line, or a torn end that reading drops.
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(file, Set.of(options))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
