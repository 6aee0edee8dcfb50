package io.amcinsights.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Files in memory that can be listed, as S3's can. */
public final class ListingFileIO extends InMemoryFileIO implements SupportsPrefixOperations {

  private static final ConcurrentMap<String, Long> CREATED = new ConcurrentHashMap<>();

  @Override
  public OutputFile newOutputFile(String location) {
    CREATED.put(location, System.currentTimeMillis());
    return super.newOutputFile(location);
  }

  @Override
  public void addFile(String location, byte[] contents) {
    CREATED.put(location, System.currentTimeMillis());
    super.addFile(location, contents);
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return CREATED.entrySet().stream()
        .filter(file -> file.getKey().startsWith(prefix) && fileExists(file.getKey()))
        .map(this::info)
        .toList();
  }

  private FileInfo info(Map.Entry<String, Long> file) {
    return new FileInfo(file.getKey(), newInputFile(file.getKey()).getLength(), file.getValue());
  }

  @Override
  public void deletePrefix(String prefix) {
    throw new UnsupportedOperationException("nobody asks for it");
  }
}
