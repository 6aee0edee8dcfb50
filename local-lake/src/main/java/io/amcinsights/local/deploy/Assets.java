package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.s3.Buckets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Files that the templates of an assembly refer to by their place in the bootstrapped bucket, put
 * where functions look for them. Jars and templates are read from the assembly itself.
 */
public final class Assets {

  private Assets() {}

  /** Puts them there, also those that are there. */
  public static void publish(Path assembly, Services services, S3Client s3) {
    try (DirectoryStream<Path> manifests = Files.newDirectoryStream(assembly, "*.assets.json")) {
      for (Path manifest : manifests) {
        Assembly.parse(manifest)
            .path("files")
            .forEach(
                file -> {
                  Path source = assembly.resolve(file.at("/source/path").asText());
                  if (isWanted(source)) {
                    file.path("destinations").forEach(it -> put(source, it, services, s3));
                  }
                });
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + assembly, e);
    }
  }

  private static boolean isWanted(Path source) {
    String name = source.getFileName().toString();
    return name.endsWith(".json") && !name.endsWith(".template.json");
  }

  private static void put(Path source, JsonNode destination, Services services, S3Client s3) {
    String bucket = resolved(destination.path("bucketName").asText(), services);
    services.buckets().put(new Buckets.Spec(bucket, services.account(), services.region(), false));
    s3.putObject(
        it -> it.bucket(bucket).key(destination.path("objectKey").asText()),
        RequestBody.fromFile(source));
  }

  private static String resolved(String text, Services services) {
    return text.replace("${AWS::AccountId}", services.account())
        .replace("${AWS::Region}", services.region())
        .replace("${AWS::Partition}", "aws");
  }
}
