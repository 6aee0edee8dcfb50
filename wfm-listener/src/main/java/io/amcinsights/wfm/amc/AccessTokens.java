package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Access tokens by credential, renewed through Login with Amazon.
 *
 * <p>Whoever finds a token refused looks first whether somebody renewed it meanwhile and takes
 * theirs. A renewal is written over the version it was made from or not at all, with the refresh
 * token that came with it: Login with Amazon may give a new one, and the old one may end.
 */
final class AccessTokens {

  private static final Logger log = LogManager.getLogger(AccessTokens.class);

  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
  private static final Pattern HEADER = Pattern.compile("[!-~]+");

  private final Secrets secrets;
  private final Transport transport;
  private final URI tokenUrl;
  private final Map<String, Credential> known = new ConcurrentHashMap<>();
  // Renewed, but not yet written: the store did not answer.
  private final Map<String, Credential> unsaved = new ConcurrentHashMap<>();
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  AccessTokens(Secrets secrets, Transport transport, URI tokenUrl) {
    this.secrets = secrets;
    this.transport = transport;
    this.tokenUrl = tokenUrl;
  }

  /** A credential with an access token, which may be out of date. */
  Credential current(String name, Deadline deadline) {
    Credential credential = known.get(name);
    if (credential == null) {
      credential = read(name);
      known.put(name, credential);
    }
    if (credential.accessToken().isBlank()) {
      renew(name, credential, deadline);
      credential = known.getOrDefault(name, credential);
    }
    return usable(name, credential);
  }

  /**
   * Puts another access token in the place of one that was refused.
   *
   * @return false when somebody else had renewed it, so that theirs may be out of date as well
   */
  boolean renew(String name, Credential refused, Deadline deadline) {
    synchronized (locks.computeIfAbsent(name, it -> new Object())) {
      Optional<Credential> theirs = theirs(name, refused);
      known.put(name, theirs.orElseGet(() -> renewed(name, deadline)));
      return theirs.isEmpty();
    }
  }

  private Optional<Credential> theirs(String name, Credential refused) {
    Credential mine = known.get(name);
    if (mine != null && hasOtherToken(mine, refused)) {
      return Optional.of(mine);
    }
    return Optional.of(read(name)).filter(stored -> isLater(stored, refused));
  }

  // Of the same version it is what our own renewal, which could not be written, was made from.
  private static boolean isLater(Credential stored, Credential refused) {
    return !stored.version().equals(refused.version()) && hasOtherToken(stored, refused);
  }

  private static boolean hasOtherToken(Credential it, Credential refused) {
    return !it.accessToken().isBlank() && !it.accessToken().equals(refused.accessToken());
  }

  private Credential renewed(String name, Deadline deadline) {
    Credential stored = read(name);
    Credential base =
        Optional.ofNullable(unsaved.get(name))
            .filter(it -> it.version().equals(stored.version()))
            .orElse(stored);
    Answer answer = login(name, base, deadline);
    if (!answer.succeeded()) {
      // The refresh token may have been used up by somebody who renewed at the same time.
      return Optional.of(read(name))
          .filter(it -> isLater(it, stored))
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "Login with Amazon refuses to renew '%s' (HTTP %d, %s); authorise the"
                          + " application again and write the new refresh_token into the secret",
                      name, answer.status(), error(answer)));
    }
    JsonNode tokens = answer.object().orElse(MissingNode.getInstance());
    String refresh = tokens.path("refresh_token").asText("");
    return save(
        name,
        base,
        base.renewed(
            tokens.path("access_token").asText(""),
            refresh.isBlank() ? base.refreshToken() : refresh));
  }

  private Credential save(String name, Credential base, Credential renewed) {
    try {
      Optional<Credential> saved = secrets.replace(name, renewed);
      unsaved.remove(name);
      if (saved.isPresent()) {
        return saved.get();
      }
      Credential theirs = read(name);
      return theirs.accessToken().isBlank() ? renewed : theirs;
    } catch (UnavailableException e) {
      unsaved.put(name, renewed);
      if (renewed.refreshToken().equals(base.refreshToken())) {
        log.warn("Secret '{}' is renewed and not written; the next renewal writes it", name);
      } else {
        log.error(
            "Secret '{}' has a new refresh token that could not be written; if the next renewals"
                + " fail, authorise the application again",
            name);
      }
      return renewed;
    }
  }

  // Renewing twice is harmless: each answer is good for itself.
  private Answer login(String name, Credential credential, Deadline deadline) {
    String what = "renew '%s'".formatted(name);
    for (int attempt = 1; ; attempt++) {
      Optional<Answer> answer = Optional.empty();
      String trouble;
      try {
        answer = Optional.of(transport.send(request(credential), deadline.exchange(what)));
        if (isFinal(answer.get())) {
          return answer.get();
        }
        trouble = "Login with Amazon answers HTTP " + answer.get().status();
      } catch (NoAnswer e) {
        trouble = "Login with Amazon: " + e.trouble();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(e, "Interrupted before there was an answer: %s", what);
      }
      var pause =
          deadline.pause(
              what, attempt, answer.flatMap(it -> it.retryAfter(deadline.now())), trouble);
      log.warn("{}; again in {} ms (attempt {})", trouble, pause.toMillis(), attempt);
      deadline.sleep(what, pause);
    }
  }

  private static boolean isFinal(Answer answer) {
    if (answer.succeeded()) {
      return answer.object().filter(it -> it.path("access_token").isTextual()).isPresent();
    }
    return !answer.isThrottled() && !answer.isFailure();
  }

  private HttpRequest.Builder request(Credential credential) {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "grant_type", "refresh_token",
                "refresh_token", credential.refreshToken(),
                "client_id", credential.clientId(),
                "client_secret", credential.clientSecret()));
    String body =
        form.entrySet().stream()
            .map(it -> it.getKey() + "=" + Paths.encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(tokenUrl)
        .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
        .header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private Credential read(String name) {
    return secrets
        .find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "There is no secret '%s'; make it with client_id, client_secret and"
                        + " refresh_token",
                    name))
        .expectComplete(name);
  }

  // The client quotes a value it cannot send.
  private static Credential usable(String name, Credential credential) {
    if (!HEADER.matcher(credential.accessToken()).matches()
        || !HEADER.matcher(credential.clientId()).matches()) {
      throw new InvalidInputException(
          "Secret '%s' has an access_token or a client_id with a space or a line end; write it"
              + " again",
          name);
    }
    return credential;
  }

  private static String error(Answer answer) {
    String error = answer.object().map(it -> it.path("error").asText("")).orElse("");
    return ERROR.matcher(error).matches() ? error : "no reason given";
  }
}
