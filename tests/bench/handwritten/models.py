"""The model of `shipments.json` as a Django developer writes it."""

from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Warehouse(models.Model):
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Shipment(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        PACKED = "packed"
        SENT = "sent"
        RECEIVED = "received"
        RETURNED = "returned"

    number = models.CharField(max_length=40)
    state = models.CharField(max_length=48, choices=State.choices)
    placed = models.DateField()
    pieces = models.IntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    urgent = models.BooleanField()
    remark = models.TextField(blank=True)
    customer = models.ForeignKey(Customer, on_delete=models.RESTRICT)
    product = models.ForeignKey(Product, on_delete=models.RESTRICT)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.RESTRICT)

    def __str__(self) -> str:
        return self.number
