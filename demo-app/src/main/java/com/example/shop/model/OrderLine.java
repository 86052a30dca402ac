package com.example.shop.model;

import java.math.BigDecimal;

public class OrderLine {

    private final String productName;
    private final int quantity;
    private final BigDecimal price;

    public OrderLine(String productName, int quantity, BigDecimal price) {
        this.productName = productName;
        this.quantity = quantity;
        this.price = price;
    }

    public String getProductName() {
        return productName;
    }

    public int getQuantity() {
        return quantity;
    }

    public BigDecimal getPrice() {
        return price;
    }
}
