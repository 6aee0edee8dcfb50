package io.amcinsights.local.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A map of small values in one append-only file: what was put and not removed is there after the
 * process was killed at any moment.
 *
 * <p>Every record is handed to the operating system before the call returns, but not forced to the
 * disk: a killed process loses nothing, a machine that loses power may lose its last moments. A
 * torn last record is cut off when the file is opened. The file is rewritten when most of it is
 * dead.
 */
public final class Journal implements Closeable {

  private static final int HEADER = 4 + 4;
  private static final int PREFIX = 1 + 2;
  private static final byte PUT = 1;
  private static final byte REMOVE = 2;

  /** Below this size rewriting saves nothing worth the time. */
  private static final long SMALL = 4L * 1024 * 1024;

  private final Path file;
  private final Map<String, Place> live = new LinkedHashMap<>();
  // Not a FileChannel: that one closes itself when a thread using it is interrupted.
  private RandomAccessFile storage;
  private long end;
  private long liveBytes;

  /** Where a live value lies. */
  private record Place(long position, int length) {}

  private Journal(Path file, RandomAccessFile storage) {
    this.file = file;
    this.storage = storage;
  }

  /** Opens or creates. */
  public static Journal open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Journal journal = new Journal(file, storageOf(file));
      journal.replay();
      journal.rewriteWhenMostlyDead();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open journal %s".formatted(file), e);
    }
  }

  /** Everything that is live, oldest first; a replaced value keeps its place. */
  public synchronized Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    live.forEach((key, place) -> entries.put(key, read(place)));
    return entries;
  }

  /** Puts or replaces. */
  public synchronized void put(String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    long position = append(PUT, name, value);
    count(key, new Place(position + HEADER + PREFIX + name.length, value.length), name.length);
  }

  /** Removes; a key that is not there is no error. */
  public synchronized void remove(String key) {
    Place gone = live.remove(key);
    if (gone == null) {
      return;
    }
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    liveBytes -= sizeOf(name.length, gone.length());
    append(REMOVE, name, new byte[0]);
    try {
      rewriteWhenMostlyDead();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public synchronized int size() {
    return live.size();
  }

  @Override
  public synchronized void close() throws IOException {
    storage.close();
  }

  private void count(String key, Place place, int nameLength) {
    Place before = live.put(key, place);
    if (before != null) {
      liveBytes -= sizeOf(nameLength, before.length());
    }
    liveBytes += sizeOf(nameLength, place.length());
  }

  private static long sizeOf(int nameLength, int valueLength) {
    return (long) HEADER + PREFIX + nameLength + valueLength;
  }

  private long append(byte kind, byte[] name, byte[] value) {
    byte[] record = record(kind, name, value);
    long start = end;
    try {
      storage.seek(start);
      storage.write(record);
      end = start + record.length;
      return start;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static byte[] record(byte kind, byte[] name, byte[] value) {
    int length = PREFIX + name.length + value.length;
    ByteBuffer record = ByteBuffer.allocate(HEADER + length);
    record.putInt(length).putInt(0).put(kind).putShort((short) name.length).put(name).put(value);
    record.putInt(4, crcOf(record.array(), HEADER, length));
    return record.array();
  }

  private static int crcOf(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private void replay() throws IOException {
    long size = storage.length();
    while (end + HEADER <= size) {
      ByteBuffer header = ByteBuffer.wrap(read(end, HEADER));
      int length = header.getInt();
      if (length < PREFIX || end + HEADER + length > size) {
        break;
      }
      byte[] body = read(end + HEADER, length);
      if (crcOf(body, 0, length) != header.getInt()) {
        break;
      }
      apply(ByteBuffer.wrap(body), end + HEADER);
      end += HEADER + length;
    }
    // A killed process may leave half a record; it was never acknowledged.
    storage.setLength(end);
  }

  private void apply(ByteBuffer body, long position) {
    byte kind = body.get();
    byte[] name = new byte[Short.toUnsignedInt(body.getShort())];
    body.get(name);
    String key = new String(name, StandardCharsets.UTF_8);
    if (kind == PUT) {
      count(key, new Place(position + PREFIX + name.length, body.remaining()), name.length);
    } else {
      Place gone = live.remove(key);
      if (gone != null) {
        liveBytes -= sizeOf(name.length, gone.length());
      }
    }
  }

  private void rewriteWhenMostlyDead() throws IOException {
    if (end < SMALL || liveBytes * 4 > end) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Map<String, byte[]> entries = entries();
    RandomAccessFile old = storage;
    storage = storageOf(fresh);
    live.clear();
    end = 0;
    liveBytes = 0;
    entries.forEach(this::put);
    old.close();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] read(Place place) {
    try {
      return read(place.position(), place.length());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    storage.seek(position);
    storage.readFully(bytes);
    return bytes;
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot use journal %s".formatted(file), e);
  }

  private static RandomAccessFile storageOf(Path file) throws IOException {
    return new RandomAccessFile(file.toFile(), "rw");
  }
}
