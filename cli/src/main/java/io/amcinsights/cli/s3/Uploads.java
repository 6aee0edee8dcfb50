package io.amcinsights.cli.s3;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Puts objects into the buckets of a local lake, as AMC would. */
public final class Uploads implements AutoCloseable {

  private final S3Client s3;

  public Uploads(String endpoint, String region) {
    this.s3 =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.of(region))
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("local", "localsecret")))
            .build();
  }

  /**
   * Uploads a file.
   *
   * @return its ETag without quotes
   */
  public String put(String bucket, String key, Path file) {
    return etag(s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file)));
  }

  /** Uploads bytes. */
  public String put(String bucket, String key, byte[] content) {
    return etag(s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content)));
  }

  private static String etag(PutObjectResponse response) {
    return response.eTag().replace("\"", "");
  }

  @Override
  public void close() {
    s3.close();
  }
}
