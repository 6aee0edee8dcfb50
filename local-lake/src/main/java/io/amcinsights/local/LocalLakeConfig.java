package io.amcinsights.local;

import java.nio.file.Path;

/**
 * What a local lake needs to start.
 *
 * @param folder everything it keeps
 * @param assembly the synthesised cloud assembly
 * @param ports 0 for those of the last start, else free ones
 * @param glueClassPath names the class path of Glue's jobs; looked at when one runs
 */
public record LocalLakeConfig(
    Path folder, Path assembly, String account, String region, Ports ports, Path glueClassPath) {

  /** Ports of the embedded services. */
  public record Ports(int s3, int dynamodb, int sqs) {

    public static final Ports ANY = new Ports(0, 0, 0);
  }

  public LocalLakeConfig {
    folder = folder.toAbsolutePath().normalize();
    assembly = assembly.toAbsolutePath().normalize();
    glueClassPath = glueClassPath.toAbsolutePath().normalize();
  }

  /** With the class path of the checkout whose assembly this is ({@code infra/target/cdk.out}). */
  public LocalLakeConfig(Path folder, Path assembly, String account, String region, Ports ports) {
    this(folder, assembly, account, region, ports, besides(assembly));
  }

  private static Path besides(Path assembly) {
    return assembly.resolve(Path.of("..", "..", "..", "glue-jobs", "target", "glue.classpath"));
  }

  /** The account and region of every local lake, on any ports. */
  public static LocalLakeConfig of(Path folder, Path assembly) {
    return new LocalLakeConfig(folder, assembly, "000000000000", "us-east-1", Ports.ANY);
  }
}
