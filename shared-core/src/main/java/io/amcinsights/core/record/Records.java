package io.amcinsights.core.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records of tenants, each with an id of its own within its tenant.
 *
 * @param <T> the record; it counts its writes, from 1
 */
public interface Records<T> {

  Optional<T> find(String tenant, String id);

  /** A tenant's records in the order of their ids, those to go among them. */
  List<T> ofTenant(String tenant);

  /** Every record in the order of tenants and ids; may miss what was written a moment ago. */
  List<T> all();

  /**
   * Stores a record whose version is the one last read (0 for a new one).
   *
   * @return as stored, by this call or an earlier one; empty when somebody else wrote meanwhile
   */
  Optional<T> put(T item);

  /**
   * Changes a record in the light of what it holds, as one step.
   *
   * @param change may be called again; empty leaves the record as it is
   * @return as {@code change} made it; empty when it was left alone, or when there is none
   */
  Optional<T> change(String tenant, String id, Function<T, Optional<T>> change);

  /**
   * Forgets a record.
   *
   * @return false when it is of another version by now; one that is gone already is forgotten
   */
  boolean delete(T item);
}
