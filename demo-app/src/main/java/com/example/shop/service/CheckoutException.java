package com.example.shop.service;

/** The order cannot be placed; the message is shown to the customer. */
public class CheckoutException extends Exception {

    private static final long serialVersionUID = 1L;

    public CheckoutException(String message) {
        super(message);
    }
}
