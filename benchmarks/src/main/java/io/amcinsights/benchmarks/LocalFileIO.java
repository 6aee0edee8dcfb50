package io.amcinsights.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Iceberg's files on the local disk, without Hadoop; made by its class name. */
public final class LocalFileIO implements FileIO {

  @Override
  public InputFile newInputFile(String path) {
    return Files.localInput(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    File file = new File(path);
    if (!file.getParentFile().isDirectory() && !file.getParentFile().mkdirs()) {
      throw new UncheckedIOException(new IOException("Cannot make " + file.getParent()));
    }
    return Files.localOutput(file);
  }

  @Override
  public void deleteFile(String path) {
    try {
      java.nio.file.Files.deleteIfExists(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
