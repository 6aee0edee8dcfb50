package io.amcinsights.cli.destroy.aws;

import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.core.naming.LakeNames;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/** Keys, by their ids: their aliases go with the stacks. */
record KeptKeys(KmsClient kms, LakeNames names) {

  /** The longest that KMS offers: time to change one's mind. */
  static final int DAYS = 30;

  State look(String key) {
    try {
      KeyMetadata it = kms.describeKey(one -> one.keyId(key)).keyMetadata();
      if (it.deletionDate() != null) {
        return State.GONE;
      }
      return Belonging.of(
          names,
          kms.listResourceTagsPaginator(one -> one.keyId(key)).tags().stream()
              .collect(Collectors.toMap(Tag::tagKey, Tag::tagValue)));
    } catch (NotFoundException e) {
      return State.GONE;
    }
  }

  void remove(String key) {
    kms.scheduleKeyDeletion(it -> it.keyId(key).pendingWindowInDays(DAYS));
  }
}
