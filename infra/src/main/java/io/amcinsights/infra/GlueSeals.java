package io.amcinsights.infra;

import java.util.List;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.constructs.Construct;

/** What seals what Glue writes: files with the zones' key, logs with the metadata's. */
final class GlueSeals {

  private GlueSeals() {}

  static CfnSecurityConfiguration create(
      Construct scope, String id, String name, FoundationStack foundation) {
    String files = foundation.zones().key().getKeyArn();
    return CfnSecurityConfiguration.Builder.create(scope, id)
        .name(name)
        .encryptionConfiguration(
            CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                .cloudWatchEncryption(
                    CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                        .cloudWatchEncryptionMode("SSE-KMS")
                        .kmsKeyArn(foundation.metadataKey().getKeyArn())
                        .build())
                .jobBookmarksEncryption(
                    CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                        .jobBookmarksEncryptionMode("CSE-KMS")
                        .kmsKeyArn(files)
                        .build())
                .s3Encryptions(
                    List.of(
                        CfnSecurityConfiguration.S3EncryptionProperty.builder()
                            .s3EncryptionMode("SSE-KMS")
                            .kmsKeyArn(files)
                            .build()))
                .build())
        .build();
  }
}
