package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** The SMS and WeChat providers, told to misbehave. */
final class Providers {

    private final HttpClient http;
    private final String simulator;

    Providers(HttpClient http, String simulator) {
        this.http = http;
        this.simulator = simulator;
    }

    /** This channel refuses whatever is meant for one member or phone. */
    void refuse(String channel, String to) {
        Answer answer =
                Client.send(
                        http,
                        HttpRequest.newBuilder(URI.create(simulator + "/simulator/faults"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                Json.write(
                                                        Map.of(
                                                                "channel", channel,
                                                                "kind", "REJECT",
                                                                "to", to)))));
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
    }

    /** This channel refuses whatever is meant for anybody. */
    void refuseAll(String channel) {
        Answer answer =
                Client.send(
                        http,
                        HttpRequest.newBuilder(URI.create(simulator + "/simulator/faults"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                Json.write(
                                                        Map.of(
                                                                "channel", channel, "kind",
                                                                "REJECT", "rate", 1.0)))));
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
    }

    void behave() {
        Client.send(
                http, HttpRequest.newBuilder(URI.create(simulator + "/simulator/faults")).DELETE());
    }
}
