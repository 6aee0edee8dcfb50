package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The text of a delivered file: unpacked, without byte order mark, strictly UTF-8. */
record JsonText(Path file) {

  private static final int CHUNK = 1 << 16;
  private static final int GZIP = 0x1F8B;
  private static final int MARK = 0xEFBBBF;

  // Of two members with one name every reader keeps another one.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Reads from the beginning. */
  JsonParser open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    // The content decides, not the name: consumers rename files.
    InputStream text = starts(raw, GZIP, 2) ? new GZIPInputStream(raw, CHUNK) : raw;
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return FACTORY.createParser(new InputStreamReader(withoutMark(text), decoder));
  }

  private static boolean starts(InputStream in, int magic, int bytes) throws IOException {
    in.mark(bytes);
    boolean found = number(in.readNBytes(bytes)) == magic;
    in.reset();
    return found;
  }

  private static InputStream withoutMark(InputStream text) throws IOException {
    PushbackInputStream in = new PushbackInputStream(text, 3);
    byte[] start = in.readNBytes(3);
    if (number(start) != MARK) {
      in.unread(start);
    }
    return in;
  }

  private static int number(byte[] bytes) {
    int number = 0;
    for (byte b : bytes) {
      number = (number << 8) | (b & 0xFF);
    }
    return number;
  }
}
