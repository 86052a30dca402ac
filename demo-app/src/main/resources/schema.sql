create table customer (
    id       serial primary key,
    login    varchar(40)  not null unique,
    password varchar(40)  not null,
    name     varchar(80)  not null,
    discount int          not null default 0
);

create table product (
    id    serial primary key,
    name  varchar(80)    not null,
    price numeric(10, 2) not null,
    stock int            not null
);

create table coupon (
    code        varchar(20) primary key,
    percent     int  not null,
    valid_until date not null
);

create table orders (
    id          serial primary key,
    customer_id int            not null references customer,
    placed_at   timestamp      not null default now(),
    total       numeric(10, 2) not null
);

create table order_line (
    id         serial primary key,
    order_id   int            not null references orders,
    product_id int            not null references product,
    quantity   int            not null,
    price      numeric(10, 2) not null
);

create index order_customer on orders (customer_id);
create index order_line_order on order_line (order_id);

create table reservation (
    id          serial primary key,
    customer_id int       not null references customer,
    product_id  int       not null references product,
    quantity    int       not null,
    gift_note   varchar(200),
    created_at  timestamp not null default now()
);

create table subscriber (
    id    serial primary key,
    email varchar(120),
    list  varchar(20) not null
);

-- what the customer named in the session variable pays
create view customer_price as
select p.id, p.name, round(p.price * (100 - c.discount) / 100, 2) as price, c.name as customer_name
from product p,
     customer c
where c.login = current_setting('shop.customer');

-- one row a month; waits in between, because it also runs in business hours
create function yearly_sales(report_year int, pause_ms int)
    returns table (sales_month int, order_count bigint, revenue numeric)
    language plpgsql as
'
begin
    for m in 1..12 loop
        perform pg_sleep(pause_ms / 1000.0);
        return query
            select m, count(*), coalesce(sum(o.total), 0)
            from orders o
            where extract(year from o.placed_at) = report_year
              and extract(month from o.placed_at) = m;
    end loop;
end
';

insert into customer (login, password, name, discount)
select 'user' || n, 'secret' || n, 'Customer ' || n, n % 30
from generate_series(1, 50) n;

insert into product (name, price, stock)
select (array ['Teapot', 'Kettle', 'Cup', 'Tray', 'Strainer', 'Caddy'])[1 + n % 6] || ' No. ' || n, 5 + n * 1.5, 1000000
from generate_series(1, 24) n;

insert into coupon (code, percent, valid_until)
values ('SPRING', 10, current_date + 365),
       ('AUTUMN', 15, date '2015-11-30');

insert into orders (customer_id, placed_at, total)
select 1 + n % 50, timestamp '2015-01-01' + n * interval '17 hours', 20 + n % 80
from generate_series(1, 500) n;

insert into order_line (order_id, product_id, quantity, price)
select o.id, 1 + (o.id + k) % 24, k, 10
from orders o,
     generate_series(1, 3) k;

insert into subscriber (email, list)
select 'reader' || n || '@example.com', 'weekly'
from generate_series(1, 40) n;

insert into subscriber (email, list)
values ('first@example.com', 'offers'),
       (null, 'offers'),
       ('last@example.com', 'offers');
