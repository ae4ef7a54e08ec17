"""The list of shipments as a Django developer writes it: one viewset with `select_related`."""

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers, viewsets
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import DjangoModelPermissions

from handwritten.models import Shipment

RANGE = ["exact", "gt", "gte", "lt", "lte", "in", "isnull"]
CHOICE = ["exact", "in", "isnull"]
TEXT = ["exact", "icontains", "in"]


class Permissions(DjangoModelPermissions):
    """Reading needs a permission too."""

    perms_map = {**DjangoModelPermissions.perms_map, "GET": ["%(app_label)s.view_%(model_name)s"]}


class Pages(PageNumberPagination):
    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 1000


class ShipmentSerializer(serializers.ModelSerializer):
    label = serializers.CharField(source="__str__", read_only=True)
    customer_label = serializers.CharField(source="customer", read_only=True)
    product_label = serializers.CharField(source="product", read_only=True)
    warehouse_label = serializers.CharField(source="warehouse", read_only=True)

    class Meta:
        model = Shipment
        fields = [
            "id", "label", "number", "state", "placed", "pieces", "amount", "urgent", "remark",
            "customer", "customer_label", "product", "product_label", "warehouse", "warehouse_label",
        ]  # fmt: skip


class ShipmentViewSet(viewsets.ModelViewSet):
    queryset = Shipment.objects.select_related("customer", "product", "warehouse")
    serializer_class = ShipmentSerializer
    permission_classes = [Permissions]
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend, SearchFilter, OrderingFilter]
    filterset_fields = {
        "id": ["exact", "in"],
        "number": TEXT,
        "state": CHOICE,
        "placed": RANGE,
        "pieces": RANGE,
        "amount": RANGE,
        "urgent": ["exact"],
        "remark": TEXT,
        "customer": CHOICE,
        "product": CHOICE,
        "warehouse": CHOICE,
    }
    search_fields = ["number", "remark", "customer__name", "product__name", "warehouse__name"]
    ordering_fields = [
        "id", "number", "state", "placed", "pieces", "amount", "urgent", "remark",
        "customer__name", "product__name", "warehouse__name",
    ]  # fmt: skip
    ordering = ["-id"]
