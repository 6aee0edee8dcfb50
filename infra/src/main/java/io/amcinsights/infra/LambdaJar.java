package io.amcinsights.infra;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awscdk.services.lambda.Code;

/** The shaded jar of a Lambda module, used by path: its classes never meet CDK's dependencies. */
enum LambdaJar {
  ROUTING("lambda-routing"),
  STAGE_A("lambda-stage-a"),
  STAGE_B("lambda-stage-b"),
  TPS("tps-listener");

  /** Many functions are of one jar, and reading it takes a while. */
  private static final Map<Path, String> DIGESTS = new ConcurrentSkipListMap<>();

  private final String module;

  LambdaJar(String module) {
    this.module = module;
  }

  /**
   * The jar as an asset.
   *
   * @param root folder that holds the modules
   * @throws InvalidInputException when the module was not packaged
   */
  Code code(Path root) {
    return Code.fromAsset(find(root).toString());
  }

  /** What Lambda computes of the jar when it is published: SHA-256 in Base64. */
  String sha256(Path root) {
    return DIGESTS.computeIfAbsent(find(root), LambdaJar::digest);
  }

  private static String digest(Path jar) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      return Base64.getEncoder().encodeToString(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + jar, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private Path find(Path root) {
    Path target = root.resolve(module).resolve("target");
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-lambda.jar")) {
        jars.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + target, e);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? new InvalidInputException(
            "There is no %s-*-lambda.jar in %s; run 'mvn package' in %s first",
            module, target.toAbsolutePath().normalize(), root.toAbsolutePath().normalize())
        : new InvalidInputException(
            "%d lambda jars lie in %s, of which one would be deployed by chance; run 'mvn clean"
                + " package' in %s",
            found.size(), target.toAbsolutePath().normalize(), root.toAbsolutePath().normalize());
  }
}
