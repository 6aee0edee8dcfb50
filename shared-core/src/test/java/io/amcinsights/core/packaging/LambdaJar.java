package io.amcinsights.core.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The shaded jar of a Lambda module, as it would be deployed. */
public final class LambdaJar {

  private static final int SHOWN = 10;
  private static final int PACKAGE_DEPTH = 3;

  private final Path path;

  private LambdaJar(Path path) {
    this.path = path;
  }

  /** The one the build of the current module made. */
  public static LambdaJar built() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "*-lambda.jar")) {
      jars.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (found.size() != 1) {
      throw new IllegalStateException("Expected one *-lambda.jar in target, found " + found);
    }
    return new LambdaJar(found.get(0));
  }

  /** Names of all files in it. */
  public List<String> names() {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return Collections.list(zip.entries()).stream()
          .map(ZipEntry::getName)
          .filter(name -> !name.endsWith("/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Lambda counts: the bytes after unzipping. */
  public long unzippedBytes() {
    return parts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The ten largest parts: packages three names deep, and files outside of packages. */
  public String largestParts() {
    StringBuilder text = new StringBuilder(path + " unzipped:");
    parts().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            part ->
                text.append(
                    "%n%8.1f MiB  %s".formatted(mebibytes(part.getValue()), part.getKey())));
    return text.append("%n%8.1f MiB  in total".formatted(mebibytes(unzippedBytes()))).toString();
  }

  /** Loads a class as Lambda would: from this jar and the JDK alone. */
  public Class<?> load(String name) throws ClassNotFoundException {
    return new URLClassLoader(new URL[] {url()}, ClassLoader.getPlatformClassLoader())
        .loadClass(name);
  }

  private URL url() {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Long> parts() {
    Map<String, Long> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Collections.list(zip.entries())
          .forEach(entry -> parts.merge(part(entry.getName()), entry.getSize(), Long::sum));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }

  private static String part(String name) {
    String[] names = name.split("/", -1);
    int depth = Math.min(PACKAGE_DEPTH, names.length - 1);
    return depth == 0 ? name : String.join("/", List.of(names).subList(0, depth));
  }

  private static double mebibytes(long bytes) {
    return bytes / 1_048_576.0;
  }
}
