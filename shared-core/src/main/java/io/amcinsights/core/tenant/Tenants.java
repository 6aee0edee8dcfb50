package io.amcinsights.core.tenant;

import static java.util.Comparator.comparing;

import io.amcinsights.core.catalog.ObjectId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tenant records. */
public interface Tenants {

  Optional<Tenant> find(String customerId);

  /** Those of the tenants that there are, in the order of their ids. */
  default List<Tenant> findAll(Collection<String> customerIds) {
    return customerIds.stream()
        .distinct()
        .sorted()
        .map(this::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whose bucket this is, in the order of their ids; eventually consistent after a write. */
  List<Tenant> inBucket(String bucketName);

  /**
   * Whose object this is. Of several tenants in one bucket the one whose prefix the key begins
   * with; of several owners the one that is not off-boarded, so that a bucket may change hands.
   */
  default Optional<Tenant> owner(ObjectId object) {
    return inBucket(object.bucket()).stream()
        .filter(it -> object.key().startsWith(it.settings().bucket().keysBeginWith()))
        .min(
            comparing(Tenant::isLeaving)
                .thenComparing(it -> -it.settings().bucket().keysBeginWith().length()));
  }

  /** All tenants in the order of their ids. */
  List<Tenant> all();

  /**
   * Stores a tenant whose {@link Tenant#version} is the one last read (0 for a new one).
   *
   * @return the tenant with the next version and the time of the write, by this call or an earlier
   *     one; empty when somebody else wrote meanwhile
   */
  Optional<Tenant> put(Tenant tenant);

  /**
   * Changes a tenant in the light of what its record holds, as one step: whoever writes meanwhile,
   * by whatever means, is either seen or not overwritten.
   *
   * @param change computes the record anew and may be called again; empty leaves it as it is
   * @return the record as {@code change} made it, one version on; empty when it was left alone, or
   *     when there is none
   */
  Optional<Tenant> change(String customerId, Function<Tenant, Optional<Tenant>> change);
}
