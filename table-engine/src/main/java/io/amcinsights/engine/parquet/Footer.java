package io.amcinsights.engine.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** The end of a Parquet file: its schema, and where everything is. */
public final class Footer {

  static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private static final int TAIL = Integer.BYTES + MAGIC.length;

  private Footer() {}

  /** Reads the footer of a file on disk. */
  public static FileMetaData read(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] tail = new byte[TAIL];
      in.seek(in.length() - TAIL);
      in.readFully(tail);
      byte[] footer = new byte[ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()];
      in.seek(in.length() - TAIL - footer.length);
      in.readFully(footer);
      return Util.readFileMetaData(new ByteArrayInputStream(footer));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no whole Parquet file", e);
    }
  }

  /** Whether no column holds others. */
  public static boolean isFlat(FileMetaData footer) {
    return footer.getSchema().stream().skip(1).noneMatch(SchemaElement::isSetNum_children);
  }

  static byte[] bytes(FileMetaData footer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, out);
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putInt(out.size()).array());
    out.write(MAGIC);
    return out.toByteArray();
  }
}
