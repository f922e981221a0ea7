package dev.wangge.contracts.people.v1;

import dev.wangge.contracts.EventType;

/** How a resident can be reached: language zh, bo or en; the contact is sealed. */
@EventType("wangge.person.state.v1")
public record PersonState(String personRef, String language, String sealedContact) {}
