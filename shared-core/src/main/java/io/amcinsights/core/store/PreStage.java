package io.amcinsights.core.store;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.Staged;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where the pre-stage of a delivery lies: {@code {team}/{dataset}/{table}/{delivery}/} in the stage
 * bucket.
 *
 * @param folder {@code s3://bucket/.../{delivery}}, without a slash at the end
 */
public record PreStage(String folder) implements Serializable {

  private static final Pattern KEY_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  /**
   * The pre-stage of one delivery.
   *
   * @param table {@code {database}.{table}}
   */
  public static PreStage of(String bucket, Dataset dataset, String table, DeliveryRef delivery) {
    String name = table.substring(table.indexOf('.') + 1);
    return new PreStage(
        "s3://%s/%s/%s/%s/%s"
            .formatted(bucket, dataset.team(), dataset.dataset(), name, folderOf(delivery)));
  }

  /** Every source column as text. */
  public ObjectId data() {
    return ObjectId.parse(folder + "/data.parquet");
  }

  /** Broken rows that were left out, if any. */
  public ObjectId rejects() {
    return ObjectId.parse(folder + "/rejects.csv");
  }

  /** SHA-256 of the delivered bytes; only where the object catalog does not say it. */
  public ObjectId contentHash() {
    return ObjectId.parse(folder + "/source.sha256");
  }

  /** What is known about the columns. */
  public ObjectId profile() {
    return ObjectId.parse(folder + "/profile.json");
  }

  /**
   * Writes it; again is as good as once. The profile comes last: whoever finds it finds the rows.
   */
  public void write(ObjectStore store, Staged.Rows rows) {
    store.upload(data(), rows.data(), "application/vnd.apache.parquet");
    if (rows.rejects() != null) {
      store.upload(rejects(), rows.rejects(), "text/csv");
    }
    byte[] json = ProfileJson.write(rows.profile()).getBytes(StandardCharsets.UTF_8);
    store.write(profile(), json, "application/json");
  }

  /**
   * The delivery's own id where it makes a good key, with a hash of the object behind it: two
   * objects of one table may carry equal ids (same content, written at the same moment).
   */
  private static String folderOf(DeliveryRef delivery) {
    return KEY_SAFE.matcher(delivery.delivery()).matches()
        ? delivery.delivery() + "-" + sha256(delivery.object().uri()).substring(0, 12)
        : sha256(delivery.toString()).substring(0, 40);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
