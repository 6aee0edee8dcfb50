package io.amcinsights.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.s3.Buckets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Puts the files that an assembly publishes where functions read them. Code is run in place. */
final class FileAssets {

  private final LocalLakeConfig config;
  private final Buckets buckets;
  private final S3Client s3;

  private FileAssets(LocalLakeConfig config, Buckets buckets, S3Client s3) {
    this.config = config;
    this.buckets = buckets;
    this.s3 = s3;
  }

  static void publish(LocalLakeConfig config, Buckets buckets, S3Client s3) {
    if (!Files.isDirectory(config.assembly())) {
      // Its deployment says what is wrong.
      return;
    }
    FileAssets assets = new FileAssets(config, buckets, s3);
    try (DirectoryStream<Path> manifests =
        Files.newDirectoryStream(config.assembly(), "*.assets.json")) {
      for (Path manifest : manifests) {
        Json.read(manifest.toString(), Files.readString(manifest))
            .path("files")
            .forEach(assets::publish);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the assets in " + config.assembly(), e);
    }
  }

  private void publish(JsonNode asset) {
    String path = asset.path("source").path("path").asText();
    boolean file = asset.path("source").path("packaging").asText().equals("file");
    if (file && !path.endsWith(".jar") && !path.endsWith(".zip")) {
      asset
          .path("destinations")
          .forEach(
              it ->
                  put(
                      config.assembly().resolve(path),
                      resolved(it.path("bucketName").asText()),
                      resolved(it.path("objectKey").asText())));
    }
  }

  private void put(Path file, String bucket, String key) {
    if (!buckets.exists(bucket)) {
      buckets.put(new Buckets.Spec(bucket, config.account(), config.region(), false));
    }
    try {
      s3.headObject(it -> it.bucket(bucket).key(key));
    } catch (NoSuchKeyException e) {
      // Keys are digests of what lies there: nothing ever changes.
      s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromFile(file));
    }
  }

  private String resolved(String text) {
    return text.replace("${AWS::AccountId}", config.account())
        .replace("${AWS::Region}", config.region())
        .replace("${AWS::Partition}", "aws");
  }
}
