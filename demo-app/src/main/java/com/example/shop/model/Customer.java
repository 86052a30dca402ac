package com.example.shop.model;

import java.io.Serializable;
import java.security.Principal;

/** A customer who has logged in; kept in the HTTP session. */
public class Customer implements Principal, Serializable {

    private static final long serialVersionUID = 1L;

    private final int id;
    private final String login;
    private final String fullName;

    public Customer(int id, String login, String fullName) {
        this.id = id;
        this.login = login;
        this.fullName = fullName;
    }

    public int getId() {
        return id;
    }

    @Override
    public String getName() {
        return login;
    }

    public String getFullName() {
        return fullName;
    }
}
