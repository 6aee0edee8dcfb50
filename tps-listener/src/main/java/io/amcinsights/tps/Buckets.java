package io.amcinsights.tps;

import io.amcinsights.core.tenant.TenantSettings;
import java.util.List;

/** Looks at buckets, and changes nothing. */
public interface Buckets {

  /** Whose a bucket is. */
  enum Owner {
    /** There is none of that name, as far as this account can tell. */
    NOBODY,
    /** An earlier stack of this tenant and installation left it behind. */
    THIS_TENANT,
    /** Somebody else, here or in another account. */
    OTHERS
  }

  Owner owner(String region, String bucket, String customerId);

  /**
   * What keeps an adopted bucket from delivering, each with the commands that change it; empty when
   * it delivers.
   *
   * @param deliverer account that AMC delivers from
   */
  List<String> obstacles(String region, String bucket, String deliverer);

  /**
   * The same for a bucket of another account, whose owner deploys a template first.
   *
   * @param reader ARN of the role that this template makes
   */
  List<String> obstaclesElsewhere(TenantSettings settings, String reader);
}
