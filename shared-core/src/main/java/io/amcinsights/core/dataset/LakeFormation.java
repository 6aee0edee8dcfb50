package io.amcinsights.core.dataset;

import java.util.List;

/**
 * Who may read tables, and who decides it.
 *
 * @param readers principals that Lake Formation lets in; none in mode {@code iam}
 */
public record LakeFormation(Mode mode, List<Reader> readers) {

  /** Nobody's access changes until a reader is named. */
  public static final LakeFormation DEFAULT = new LakeFormation(Mode.HYBRID, List.of());

  public LakeFormation {
    readers = List.copyOf(readers);
  }

  /** Who decides. */
  public enum Mode {
    /** Lake Formation for named readers, IAM for everybody else. */
    HYBRID,
    /** IAM alone; Lake Formation is not touched. */
    IAM,
    /** Lake Formation for everybody. */
    LAKE_FORMATION
  }

  /**
   * A principal that reads a dataset.
   *
   * @param principal ARN of a role, user or group of IAM
   * @param tenants customer ids whose rows it may see; empty for all
   */
  public record Reader(String principal, String team, String dataset, List<String> tenants) {

    public Reader {
      tenants = List.copyOf(tenants);
    }

    /** {@code {team}-{dataset}}. */
    public String datasetName() {
      return team + "-" + dataset;
    }
  }
}
