package io.amcinsights.local;

import java.nio.file.Path;

/**
 * What a local lake needs to start.
 *
 * @param folder everything it keeps
 * @param assembly the synthesised cloud assembly
 * @param ports 0 for those of the last start, else free ones
 */
public record LocalLakeConfig(
    Path folder, Path assembly, String account, String region, Ports ports) {

  /** Ports of the embedded services. */
  public record Ports(int s3, int dynamodb, int sqs) {

    public static final Ports ANY = new Ports(0, 0, 0);
  }

  public LocalLakeConfig {
    folder = folder.toAbsolutePath().normalize();
    assembly = assembly.toAbsolutePath().normalize();
  }

  /** The account and region of every local lake, on any ports. */
  public static LocalLakeConfig of(Path folder, Path assembly) {
    return new LocalLakeConfig(folder, assembly, "000000000000", "us-east-1", Ports.ANY);
  }
}
