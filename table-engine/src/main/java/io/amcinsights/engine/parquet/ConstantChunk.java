package io.amcinsights.engine.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * A column's part of a row group in which every row holds the same: a dictionary of that value, and
 * a page that repeats its number.
 */
final class ConstantChunk {

  /** Bits of a number of the dictionary, and of a definition level: there are two at most. */
  private static final int WIDTH = 1;

  private final byte[] bytes;
  private final ColumnMetaData metaData;

  private ConstantChunk(byte[] bytes, ColumnMetaData metaData) {
    this.bytes = bytes;
    this.metaData = metaData;
  }

  byte[] bytes() {
    return bytes;
  }

  /** With offsets as if the bytes were at the beginning of the file. */
  ColumnMetaData metaData() {
    return metaData;
  }

  /**
   * @param value as Iceberg serialises single values, which is as Parquet stores them; null when
   *     every row's is missing
   */
  static ConstantChunk of(Column column, byte @Nullable [] value, long rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ColumnMetaData meta = new ColumnMetaData();
    if (value != null) {
      meta.setDictionary_page_offset(0);
      writeDictionary(out, plain(column, value));
    }
    meta.setData_page_offset(out.size());
    writeRows(out, value != null, Math.toIntExact(rows));
    meta.setType(column.kind().physical());
    meta.setEncodings(List.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY));
    meta.setPath_in_schema(List.of(column.name()));
    meta.setCodec(CompressionCodec.UNCOMPRESSED);
    meta.setNum_values(rows);
    meta.setTotal_uncompressed_size(out.size());
    meta.setTotal_compressed_size(out.size());
    meta.setStatistics(statistics(value, rows));
    return new ConstantChunk(out.toByteArray(), meta);
  }

  private static Statistics statistics(byte @Nullable [] value, long rows) {
    if (value == null) {
      return new Statistics().setNull_count(rows);
    }
    return new Statistics()
        .setNull_count(0)
        .setMin_value(value)
        .setMax_value(value)
        .setIs_min_value_exact(true)
        .setIs_max_value_exact(true);
  }

  private static byte[] plain(Column column, byte[] value) {
    if (column.kind() != Column.Kind.STRING) {
      return value;
    }
    return ByteBuffer.allocate(Integer.BYTES + value.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(value.length)
        .put(value)
        .array();
  }

  private static void writeDictionary(ByteArrayOutputStream out, byte[] value) throws IOException {
    Util.writePageHeader(
        new PageHeader(PageType.DICTIONARY_PAGE, value.length, value.length)
            .setDictionary_page_header(new DictionaryPageHeader(1, Encoding.PLAIN)),
        out);
    out.write(value);
  }

  private static void writeRows(ByteArrayOutputStream out, boolean present, int rows)
      throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    byte[] levels = run(rows, present ? 1 : 0);
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    page.write(length.putInt(levels.length).array());
    page.write(levels);
    if (present) {
      page.write(WIDTH);
      page.write(run(rows, 0));
    }
    DataPageHeader header =
        new DataPageHeader(
            rows, present ? Encoding.RLE_DICTIONARY : Encoding.PLAIN, Encoding.RLE, Encoding.RLE);
    Util.writePageHeader(
        new PageHeader(PageType.DATA_PAGE, page.size(), page.size()).setData_page_header(header),
        out);
    page.writeTo(out);
  }

  /** A number so many times, in the hybrid encoding: twice the count as a varint, the number. */
  private static byte[] run(int times, int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = (long) times << 1;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    out.write(number);
    return out.toByteArray();
  }
}
